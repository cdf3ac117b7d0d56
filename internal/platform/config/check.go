package config

import (
	"errors"
	"fmt"
	"net"
	netmail "net/mail"
	"net/url"
	"strconv"
	"strings"

	"github.com/echo-chat/echo/internal/platform/mail"
)

// minSecret is the fewest characters of a secret (SPEC §11).
const minSecret = 32

// check finds the faults that span fields or need more than a type.
func (c Config) check() []error {
	var faults []error
	fault := func(format string, args ...any) { faults = append(faults, fmt.Errorf(format, args...)) }
	for name, addr := range map[string]string{
		"ECHO_LISTEN": c.Listen, "ECHO_INNER_LISTEN": c.InnerListen, "ECHO_METRICS_LISTEN": c.MetricsListen, "ECHO_PPROF_LISTEN": c.PprofListen,
	} {
		if addr == "" {
			continue
		}
		if _, _, err := net.SplitHostPort(addr); err != nil {
			fault("%s: must be an address like :8080 or 127.0.0.1:8080", name)
		}
	}
	if host, _, err := net.SplitHostPort(c.PprofListen); err == nil && c.PprofListen != "" && !loopback(host) {
		fault("ECHO_PPROF_LISTEN: the profiler listens on loopback only")
	}
	faults = append(faults, c.checkDatabase()...)
	for name, secret := range c.secrets() {
		if secret != "" && len(secret) < minSecret {
			fault("%s: must have at least %d characters", name, minSecret)
		}
	}
	if err := checkOrigin(c.PublicURL); c.PublicURL != "" && err != nil {
		fault("ECHO_PUBLIC_URL: %w", err)
	}
	for _, origin := range c.AllowedOrigins {
		if err := checkOrigin(origin); err != nil {
			fault("ECHO_ALLOWED_ORIGINS: %q %w", origin, err)
		}
	}
	faults = append(faults, c.checkOperators()...)
	faults = append(faults, c.checkRoles()...)
	if _, err := busScheme(c.BusURL); err != nil {
		fault("ECHO_BUS_URL: %w", err)
	}
	if c.RedisURL != "" && !isRedisURL(c.RedisURL) {
		fault("ECHO_REDIS_URL: must be like redis://user:password@host:6379/0, or rediss:// for TLS")
	}
	faults = append(faults, c.checkMail()...)
	faults = append(faults, c.checkAllow()...)
	if c.Production() {
		faults = append(faults, c.checkProduction()...)
	}
	return faults
}

func (c Config) checkOperators() []error {
	var faults []error
	for _, address := range c.Operators {
		if parsed, err := netmail.ParseAddress(address); err != nil || parsed.Address != address {
			faults = append(faults, fmt.Errorf("ECHO_OPERATORS: %q is not a mail address", address))
		}
	}
	return faults
}

// databaseURLs are the settings that lead to PostgreSQL.
func (c Config) databaseURLs() map[string]string {
	return map[string]string{
		"ECHO_DATABASE_URL": c.DatabaseURL, "ECHO_DATABASE_DIRECT_URL": c.DirectURL, "ECHO_DATABASE_REPLICA_URL": c.ReplicaURL,
	}
}

// mostConns is more than PostgreSQL can serve well.
const mostConns = 1000

func (c Config) checkDatabase() []error {
	var faults []error
	for name, text := range c.databaseURLs() {
		if text != "" && !strings.HasPrefix(text, "postgres://") && !strings.HasPrefix(text, "postgresql://") {
			faults = append(faults, fmt.Errorf("%s: must start with postgres://", name))
		}
		if text != "" && c.DatabaseURL == "" {
			faults = append(faults, fmt.Errorf("%s: is of no use without ECHO_DATABASE_URL", name))
		}
	}
	if c.DBConns < 2 || c.DBConns > mostConns {
		faults = append(faults, fmt.Errorf("ECHO_DATABASE_CONNECTIONS: must lie between 2 and %d", mostConns))
	}
	return faults
}

func (c Config) checkMail() []error {
	var faults []error
	if c.SMTPURL != "" {
		if _, err := mail.ParseURL(c.SMTPURL); err != nil {
			faults = append(faults, fmt.Errorf("ECHO_SMTP_URL: %w", err))
		}
	}
	if c.SMTPURL != "" || c.MailFrom != "" {
		if _, err := mail.ParseFrom(c.MailFrom); err != nil {
			faults = append(faults, fmt.Errorf("ECHO_MAIL_FROM: %w", err))
		}
	}
	return faults
}

// isRedisURL holds an address against what the driver takes.
func isRedisURL(text string) bool {
	u, err := url.Parse(text)
	if err != nil {
		return false
	}
	switch u.Scheme {
	case "redis", "rediss":
		_, err := strconv.ParseUint(strings.Trim(u.Path, "/"), 10, 16)
		return u.Hostname() != "" && (err == nil || strings.Trim(u.Path, "/") == "")
	case "unix":
		return u.Path != ""
	}
	return false
}

func checkOrigin(text string) error {
	u, err := url.Parse(text)
	if err != nil || u.Host == "" || strings.ContainsAny(u.Host, "* ") || u.Scheme != "http" && u.Scheme != "https" {
		return errors.New("must be like https://chat.example.org")
	}
	if strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.Fragment != "" {
		return errors.New("must have no path")
	}
	return nil
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

func distinct(s string) int {
	seen := map[rune]bool{}
	for _, r := range s {
		seen[r] = true
	}
	return len(seen)
}
