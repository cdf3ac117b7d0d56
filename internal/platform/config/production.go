package config

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/echo-chat/echo/internal/platform/mail"
)

// What ECHO_ALLOW lets production do all the same, for those whose network, or whose proxy, sees to it.
const (
	plainDatabase = "plain-database"
	plainBus      = "plain-bus"
	plainRedis    = "plain-redis"
	plainMail     = "plain-mail"
	noLimits      = "no-limits"
)

// examples are pieces of secrets that stand in documents, and of what people type for want of a better one.
var examples = []string{"changeme", "change-me", "change_me", "example", "secret", "password", "0123456789", "abcdefghij", "qwerty", "echo-chat"}

// checkProduction refuses what is fine on one's own machine only.
func (c Config) checkProduction() []error {
	var faults []error
	fault := func(when bool, text string) {
		if when {
			faults = append(faults, errors.New(text))
		}
	}
	fault(c.Demo, "ECHO_DEMO: demo accounts have known passwords, production refuses them")
	fault(c.Level() < 0, "ECHO_LOG_LEVEL: debug is not for production")
	fault(!filepath.IsAbs(c.DataDir), "ECHO_DATA_DIR: production needs an absolute path, not one that depends on where it is started")
	fault(under(c.DataDir, "/tmp") || under(c.DataDir, "/var/tmp") || under(c.DataDir, "/dev/shm"), "ECHO_DATA_DIR: what is there does not stay")
	fault(c.Synchronous != "full", "ECHO_SQLITE_SYNCHRONOUS: production keeps what it has acknowledged")
	fault(strings.HasSuffix(c.Listen, ":0"), "ECHO_LISTEN: production needs a port that stays")
	fault(c.DrainTimeout < time.Second, "ECHO_DRAIN_TIMEOUT: production lets requests finish, for 1s at least")
	fault(c.EventRetention < 24*time.Hour, "ECHO_EVENT_RETENTION: production keeps events for 24h at least")
	fault((c.LimitAnonymous.Off() || c.LimitAuth.Off() || c.LimitUser.Off()) && !c.allows(noLimits),
		"ECHO_LIMIT_…: off is not for production, unless ECHO_ALLOW has "+noLimits)
	faults = append(faults, c.checkAddresses()...)
	faults = append(faults, c.checkSecrets()...)
	faults = append(faults, c.checkBus()...)
	return append(faults, c.checkLinks()...)
}

func (c Config) checkAllow() []error {
	var faults []error
	for _, what := range c.Allow {
		if known := []string{plainDatabase, plainBus, plainRedis, plainMail, noLimits}; !slices.Contains(known, what) {
			faults = append(faults, fmt.Errorf("ECHO_ALLOW: %q is not one of %s", what, strings.Join(known, ", ")))
		}
	}
	return faults
}

func (c Config) allows(what string) bool { return slices.Contains(c.Allow, what) }

func under(path, dir string) bool {
	return path == dir || strings.HasPrefix(filepath.Clean(path)+"/", dir+"/")
}

// checkAddresses is about who reaches Echo, and from where.
func (c Config) checkAddresses() []error {
	var faults []error
	if !strings.HasPrefix(c.PublicURL, "https://") {
		faults = append(faults, errors.New("ECHO_PUBLIC_URL: production needs the https:// address that people use"))
	}
	if u, err := url.Parse(c.PublicURL); err == nil && (loopback(u.Hostname()) || u.Hostname() == "0.0.0.0") {
		faults = append(faults, errors.New("ECHO_PUBLIC_URL: nobody else reaches this address"))
	}
	for _, origin := range c.AllowedOrigins {
		if !strings.HasPrefix(origin, "https://") {
			faults = append(faults, fmt.Errorf("ECHO_ALLOWED_ORIGINS: %q is not https", origin))
		}
	}
	for _, p := range c.TrustedProxies {
		if p.Bits() < leastBits(p.Addr()) {
			faults = append(faults, fmt.Errorf("ECHO_TRUSTED_PROXIES: %s is most of the internet, and anybody could say who they are", p))
		}
	}
	return faults
}

// leastBits is the widest network that anybody runs proxies in: 10.0.0.0/8, fc00::/7.
func leastBits(a netip.Addr) int {
	if a.Is4() {
		return 8
	}
	return 7
}

func (c Config) checkSecrets() []error {
	var faults []error
	secrets := c.secrets()
	secrets["ECHO_METRICS_TOKEN"] = c.MetricsToken
	for name, secret := range secrets {
		if secret == "" {
			continue
		}
		if len(secret) < minSecret {
			faults = append(faults, fmt.Errorf("%s: must have at least %d characters", name, minSecret))
		}
		if distinct(secret) < 10 {
			faults = append(faults, fmt.Errorf("%s: too regular to be a secret", name))
		}
		if slices.ContainsFunc(examples, func(e string) bool { return strings.Contains(strings.ToLower(secret), e) }) {
			faults = append(faults, fmt.Errorf("%s: looks like an example; make one with: openssl rand -hex 32", name))
		}
	}
	if c.ServiceSecret != "" && c.ServiceSecret == c.Secret {
		faults = append(faults, errors.New("ECHO_SERVICE_SECRET: must not be ECHO_SECRET; leave it out to have one derived"))
	}
	if c.MetricsToken != "" && (c.MetricsToken == c.Secret || c.MetricsToken == c.ServiceSecret) {
		faults = append(faults, errors.New("ECHO_METRICS_TOKEN: must not be the secret, which would be handed to whatever reads metrics"))
	}
	return faults
}

// checkLinks is about the servers that Echo talks to.
func (c Config) checkLinks() []error {
	var faults []error
	for name, text := range c.databaseURLs() {
		u, err := url.Parse(text)
		if err != nil || text == "" {
			continue
		}
		password, _ := u.User.Password()
		if wellKnown(u.User.Username(), password) {
			faults = append(faults, fmt.Errorf("%s: the password is missing, or one that everybody knows", name))
		}
		mode := u.Query().Get("sslmode")
		if !local(u.Hostname()) && slices.Contains([]string{"disable", "allow", "prefer", ""}, mode) && !c.allows(plainDatabase) {
			faults = append(faults, fmt.Errorf("%s: needs sslmode=require or better, unless ECHO_ALLOW has %s", name, plainDatabase))
		}
	}
	faults = append(faults, c.checkRedisLink()...)
	if server, err := mail.ParseURL(c.SMTPURL); err == nil && c.SMTPURL != "" && !local(server.Host) &&
		server.TLS != mail.TLSRequired && server.TLS != mail.TLSImplicit && !c.allows(plainMail) {
		faults = append(faults, errors.New("ECHO_SMTP_URL: mail holds links that sign people in; it needs TLS, unless ECHO_ALLOW has "+plainMail))
	}
	return faults
}

func (c Config) checkRedisLink() []error {
	if u, err := url.Parse(c.RedisURL); err == nil && u.Scheme == "redis" && !local(u.Hostname()) && !c.allows(plainRedis) {
		return []error{errors.New("ECHO_REDIS_URL: messages pass through it; it needs rediss://, unless ECHO_ALLOW has " + plainRedis)}
	}
	return nil
}

// local tells whether what is sent to a host stays on this machine; an empty one is a socket's.
func local(host string) bool {
	return host == "" || loopback(host) || net.ParseIP(host) == nil && strings.HasPrefix(host, "/")
}
