package scripttest

import (
	"bytes"
	"os"

	"github.com/ProtonMail/go-crypto/openpgp"
	"github.com/ProtonMail/go-crypto/openpgp/armor"
	"github.com/ProtonMail/go-crypto/openpgp/packet"
	"github.com/rogpeppe/go-internal/testscript"
)

// pgpKey FILE PASSPHRASE makes a secret key, armored, and keeps it for encrypt.
func pgpKey(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: pgp-key FILE PASSPHRASE")
	}
	e, err := openpgp.NewEntity("", "", "ada@example.com", &packet.Config{Algorithm: packet.PubKeyAlgoEdDSA})
	ts.Check(err)
	of(ts).entity = e
	ts.Check(e.EncryptPrivateKeys([]byte(args[1]), nil))
	var text bytes.Buffer
	w, err := armor.Encode(&text, openpgp.PrivateKeyType, nil)
	ts.Check(err)
	ts.Check(e.SerializePrivateWithoutSigning(w, nil))
	ts.Check(w.Close())
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), text.Bytes(), 0o600))
}

// encrypt FILE OUT encrypts a file for the key that was made last.
func encrypt(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: encrypt FILE OUT")
	}
	var message bytes.Buffer
	w, err := openpgp.Encrypt(&message, []*openpgp.Entity{of(ts).entity}, nil, nil, nil)
	ts.Check(err)
	_, err = w.Write([]byte(ts.ReadFile(args[0])))
	ts.Check(err)
	ts.Check(w.Close())
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), message.Bytes(), 0o600))
}
