package sources

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"io"
	"slices"

	"example.com/usher/sources/stream"
)

var errChanged = errors.New("the file has changed since it was first read")

// Fingerprint is the hex SHA-256 over the length and the SHA-256 of each
// input's unpacked content, in their order, and of the mapping file: the same
// users packed otherwise have the same one. It is known after a complete pass;
// before one it reads the files.
func (e *Export) Fingerprint(ctx context.Context) (string, error) {
	all := sha256.New()
	inputs := slices.Clone(e.inputs)
	if e.mapping != nil {
		inputs = append(inputs, e.mapping)
	}
	for _, in := range inputs {
		sum, err := e.sumOf(ctx, in)
		if err != nil {
			return "", err
		}
		all.Write(binary.BigEndian.AppendUint64(nil, uint64(sum.Length)))
		all.Write(sum.SHA256[:])
	}
	return hex.EncodeToString(all.Sum(nil)), nil
}

func (e *Export) sumOf(ctx context.Context, in *input) (stream.Sum, error) {
	e.mu.Lock()
	known := in.sum
	e.mu.Unlock()
	if known != nil {
		return *known, nil
	}
	sum, err := readSum(ctx, in)
	if err != nil {
		return sum, err
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	return sum, in.learn(sum)
}

func readSum(ctx context.Context, in *input) (stream.Sum, error) {
	r, err := in.file.Open(nil)
	if err != nil {
		return stream.Sum{}, wrap("read export", in.Path, err)
	}
	defer func() { _ = r.Close() }() // only read
	buf := make([]byte, 256<<10)
	for {
		if err := ctx.Err(); err != nil {
			return stream.Sum{}, err
		}
		switch _, err := r.Read(buf); {
		case err == io.EOF:
			return r.Sum(), nil
		case err != nil:
			return stream.Sum{}, wrap("read export", in.Path, err)
		}
	}
}

// learn keeps the sum of a content, or says that it is another than before.
// Export.mu is held.
func (in *input) learn(sum stream.Sum) error {
	if in.sum != nil && *in.sum != sum {
		return &Error{Path: in.Path, Op: "read export", Err: errChanged, Hint: "Begin again with the file as it is now; what was imported of it is kept: usher import EXPORT --since CHECKPOINT --checkpoint NEW sends the rest."}
	}
	in.sum = &sum
	return nil
}
