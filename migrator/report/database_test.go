//go:build unix

package report_test

import (
	"encoding/hex"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"example.com/usher/migrator/report"
)

// database is a real one, made for a test.
type database struct {
	dialect report.Dialect
	quote   string
	text    string // type of a column for texts
	// hexLiteral writes any text.
	hexLiteral func(hex string) string
	// run runs a script and gives what it prints.
	run func(sql string) (string, error)
}

func TestScriptsRunOnSQLite(t *testing.T) {
	t.Parallel()
	sqlite := program(t, "sqlite3")
	file := filepath.Join(t.TempDir(), "app.db")
	tryScript(t, database{
		dialect: report.SQLite, quote: "`", text: "TEXT",
		hexLiteral: func(h string) string { return "CAST(X'" + h + "' AS TEXT)" },
		run:        func(sql string) (string, error) { return pipe(exec.Command(sqlite, "-bail", file), sql) },
	})
}

func TestScriptsRunOnPostgres(t *testing.T) {
	t.Parallel()
	psql := program(t, "psql")
	initdb := program(t, append(glob("/usr/lib/postgresql/*/bin/initdb"), "initdb")...)
	// Postgres refuses to run as root.
	account := otherAccount(t)
	dir := shortDir(t, account)
	data := filepath.Join(dir, "data")
	if out, err := account.command(initdb, "-D", data, "-U", "usher", "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C").CombinedOutput(); err != nil {
		t.Skipf("no database can be made here: %v: %s", err, out)
	}
	server := account.command(filepath.Join(filepath.Dir(initdb), "postgres"), "-D", data, "-k", dir, "-c", "listen_addresses=", "-c", "fsync=off")
	startServer(t, server, syscall.SIGINT)
	d := database{
		dialect: report.Postgres, quote: `"`, text: "text",
		hexLiteral: func(h string) string { return "convert_from('\\x" + h + "', 'UTF8')" },
		run: func(sql string) (string, error) {
			return pipe(exec.Command(psql, "-X", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h", dir, "-U", "usher", "postgres"), sql)
		},
	}
	waitFor(t, d)
	tryScript(t, d)
}

func TestScriptsRunOnMySQL(t *testing.T) {
	t.Parallel()
	client := program(t, "mariadb", "mysql")
	server := program(t, "mariadbd", "/usr/sbin/mariadbd", "mysqld", "/usr/sbin/mysqld")
	account := otherAccount(t)
	dir := shortDir(t, account)
	socket, data := filepath.Join(dir, "s"), filepath.Join(dir, "data")
	install := program(t, "mariadb-install-db", "mysql_install_db")
	if out, err := account.command(install, "--no-defaults", "--datadir="+data, "--auth-root-authentication-method=normal", "--skip-test-db").CombinedOutput(); err != nil {
		t.Skipf("no database can be made here: %v: %s", err, out)
	}
	startServer(t, account.command(server, "--no-defaults", "--datadir="+data, "--socket="+socket, "--pid-file="+filepath.Join(dir, "pid"), "--skip-networking", "--innodb-flush-log-at-trx-commit=0"), syscall.SIGTERM)
	d := database{
		dialect: report.MySQL, quote: "`", text: "varchar(200) character set utf8mb4",
		hexLiteral: func(h string) string { return "_utf8mb4 X'" + h + "'" },
		run: func(sql string) (string, error) {
			return pipe(exec.Command(client, "--no-defaults", "-N", "--socket="+socket, "-u", "root"), "CREATE DATABASE IF NOT EXISTS app; USE app; "+sql)
		},
	}
	waitFor(t, d)
	tryScript(t, d)
}

// tryScript runs scripts on a table with hostile names and ids.
func tryScript(t *testing.T, d database) {
	name := func(s string) string { return d.quote + strings.ReplaceAll(s, d.quote, d.quote+d.quote) + d.quote }
	const table, key, column = "us ers;--", `old"id` + "`'", "Stytch Id"
	ids := []string{"", "auth0|1", "AUTH0|1", "it's", `back\slash`, `\`, `a"b`, "two\nlines", "-- no comment", "$$x$$", ":name", "%s", "ünïcode", "日本", "😀", "'; DROP TABLE x; --", "e\u0301", "trailing "}
	insert := "CREATE TABLE " + name(table) + " (" + name(key) + " " + d.text + ", " + name(column) + " " + d.text + ");\n"
	var list []report.Pair
	for i, id := range append(ids, "not in the map") {
		insert += fmt.Sprintf("INSERT INTO %s VALUES (%s, NULL);\n", name(table), d.hexLiteral(hex.EncodeToString([]byte(id))))
		if i < len(ids) {
			list = append(list, report.Pair{SourceID: id, UserID: userID(uint64(i))})
		}
	}
	list = append(list, report.Pair{SourceID: "nobody's", UserID: "user-live-x"})
	insert += fmt.Sprintf("UPDATE %s SET %s = 'as it was' WHERE %s = 'not in the map';\n", name(table), name(column), name(key))
	run := func(sql string) string {
		t.Helper()
		out, err := d.run(sql)
		if err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		return out
	}
	run(insert)
	text := script(t, report.Script{Dialect: d.dialect, Table: table, Key: key, Column: column}, list...)
	for _, time := range []string{"once", "twice"} {
		run(text)
		for i, id := range append(ids, "not in the map") {
			want := userID(uint64(i))
			if i == len(ids) {
				want = "as it was"
			}
			// Compared by its bytes: collations take some of the ids for equal.
			got := strings.TrimSpace(run(fmt.Sprintf("SELECT %s FROM %s WHERE %s = '%X';", name(column), name(table), d.hexOf(name(key)), id)))
			if got != want {
				t.Errorf("run %s: %q has %q, want %q", time, id, got, want)
			}
		}
	}

	// A key of numbers takes numbers and nothing that only begins like one.
	run("CREATE TABLE numbered (id integer, new_id " + d.text + "); INSERT INTO numbered VALUES (12, NULL), (13, NULL);")
	run(script(t, report.Script{Dialect: d.dialect, Table: "numbered", Key: "id", Column: "new_id"}, report.Pair{SourceID: "12", UserID: "user-live-12"}))
	if out, err := d.run(script(t, report.Script{Dialect: d.dialect, Table: "numbered", Key: "id", Column: "new_id"}, report.Pair{SourceID: "13abc", UserID: "wrong"})); err == nil && strings.Contains(out, "wrong") {
		t.Errorf("13abc: %s", out)
	}
	if got := strings.Join(strings.Fields(run("SELECT COALESCE(new_id, 'none') FROM numbered ORDER BY id;")), " "); got != "user-live-12 none" {
		t.Errorf("numbered rows have %q", got)
	}
}

// hexOf gives the bytes of a text column as hex digits.
func (d database) hexOf(column string) string {
	if d.dialect == report.Postgres {
		return "upper(encode(convert_to(" + column + ", 'UTF8'), 'hex'))"
	}
	return "hex(" + column + ")"
}

func pipe(cmd *exec.Cmd, stdin string) (string, error) {
	cmd.Stdin = strings.NewReader(stdin)
	out, err := cmd.CombinedOutput()
	return string(out), err
}

func glob(pattern string) []string {
	found, _ := filepath.Glob(pattern)
	return found
}

// account is who servers run as: nobody in particular where the test is root.
type account struct{ credential *syscall.Credential }

func otherAccount(t *testing.T) account {
	t.Helper()
	if os.Geteuid() != 0 {
		return account{}
	}
	u, err := user.Lookup("nobody")
	if err != nil {
		t.Skip(err)
	}
	uid, _ := strconv.ParseUint(u.Uid, 10, 32)
	gid, _ := strconv.ParseUint(u.Gid, 10, 32)
	return account{&syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}}
}

func (a account) command(name string, args ...string) *exec.Cmd {
	cmd := exec.Command(name, args...)
	cmd.Dir = "/"
	cmd.Env = append(os.Environ(), "HOME=/nonexistent")
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: a.credential}
	return cmd
}

// shortDir is a folder whose path fits the name of a socket.
func shortDir(t *testing.T, a account) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "usher-db-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	if a.credential != nil {
		if err := os.Chown(dir, int(a.credential.Uid), int(a.credential.Gid)); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func startServer(t *testing.T, cmd *exec.Cmd, stop os.Signal) {
	t.Helper()
	if err := cmd.Start(); err != nil {
		t.Skip(err)
	}
	t.Cleanup(func() {
		cmd.Process.Signal(stop)
		cmd.Wait()
	})
}

// waitFor waits until a server that was just started answers.
func waitFor(t *testing.T, d database) {
	t.Helper()
	var out string
	for range 300 {
		var err error
		if out, err = d.run("SELECT 1;"); err == nil {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Skipf("the server does not answer: %s", out)
}
