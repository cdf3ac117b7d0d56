package e2e_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"math/big"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/platform/brokertest"
	"github.com/echo-chat/echo/internal/platform/porttest"
	"github.com/echo-chat/echo/internal/platform/sqldbtest"
	"github.com/echo-chat/echo/test/echotest"
)

// Every way out of the process can be encrypted, and whoever is at the other end must prove who they are.
func TestTLS_ToDatabasesAndBrokers(t *testing.T) {
	t.Parallel()
	c := newCertificate(t)
	database := "ECHO_DATABASE_URL=" + c.postgres(t)
	redis := "ECHO_REDIS_URL=" + c.redis(t)
	for bus, url := range map[string]func(*testing.T) string{"rabbitmq": c.rabbit, "redis streams": c.redis} {
		t.Run(bus, func(t *testing.T) {
			t.Parallel()
			settings := []string{database, "ECHO_DATABASE_PREFIX=" + echotest.Prefix(), redis, "ECHO_BUS_URL=" + url(t)}
			s := echotest.Start(t, append(settings, "SSL_CERT_FILE="+c.file)...)
			maya, tomas := s.Register(t, "maya"), s.Register(t, "tomas")
			w := echotest.Found(t, maya, tomas)
			live := enter(t, s, tomas, w)
			arrives(t, live, send(t, maya, w.Messages(), "encrypted"))
		})
	}
	t.Run("unknown certificate", func(t *testing.T) {
		t.Parallel()
		s := echotest.Prepare(t, strings.Replace(database, "&sslrootcert="+c.file, "", 1), "ECHO_DATABASE_PREFIX="+echotest.Prefix())
		out, err := s.Command(t, "migrate")
		if err == nil || !strings.Contains(out, "certificate") {
			t.Errorf("migrate: %v, %s", err, out)
		}
	})
}

// certificate is one that signs itself, for servers of tests.
type certificate struct{ file, key string }

func newCertificate(t *testing.T) certificate {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	about := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "harbour"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(24 * time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	signed, err := x509.CreateCertificate(rand.Reader, about, about, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	private, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	c := certificate{file: filepath.Join(t.TempDir(), "cert.pem"), key: filepath.Join(t.TempDir(), "key.pem")}
	c.write(t, c.file, "CERTIFICATE", signed)
	c.write(t, c.key, "PRIVATE KEY", private)
	return c
}

func (certificate) write(t *testing.T, file, kind string, der []byte) {
	t.Helper()
	if err := os.WriteFile(file, pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}), 0o600); err != nil {
		t.Fatal(err)
	}
}

// postgres takes connections with TLS only.
func (c certificate) postgres(t *testing.T) string {
	t.Helper()
	// The server's user must own its key, and get to it.
	dir, err := os.MkdirTemp("", "echo-tls-") //nolint:usetesting // see above
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	script := `cp "$1" "$2" "$3" && if [ "$(id -u)" = 0 ]; then chown -R postgres "$3"; fi`
	if out, err := exec.Command("sh", "-c", script, "sh", c.file, c.key, dir).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	server := sqldbtest.StartServer(t, false, "ssl = on",
		"ssl_cert_file = '"+dir+"/cert.pem'", "ssl_key_file = '"+dir+"/key.pem'")
	return strings.Replace(server.URL, "sslmode=disable", "sslmode=verify-full&sslrootcert="+c.file, 1)
}

func (c certificate) redis(t *testing.T) string {
	t.Helper()
	port, err := porttest.Free()
	if err != nil {
		t.Fatal(err)
	}
	brokertest.StartRedis(t, "--tls-port", fmt.Sprint(port), "--tls-auth-clients", "no",
		"--tls-cert-file", c.file, "--tls-key-file", c.key, "--tls-ca-cert-file", c.file)
	return fmt.Sprintf("rediss://127.0.0.1:%d/0", port)
}

func (c certificate) rabbit(t *testing.T) string {
	t.Helper()
	port, err := porttest.Free()
	if err != nil {
		t.Fatal(err)
	}
	brokertest.StartRabbit(t, fmt.Sprintf(`{ssl_listeners, [{"127.0.0.1", %d}]}, {ssl_options, [{certfile, %q}, {keyfile, %q}]}`,
		port, c.file, c.key))
	return fmt.Sprintf("amqps://guest:guest@127.0.0.1:%d/", port)
}
