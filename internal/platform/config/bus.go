package config

import (
	"errors"
	"net/url"
	"slices"
)

// BusKind is the technology that carries events.
type BusKind string

// The kinds.
const (
	BusInProcess BusKind = "in-process"
	BusRabbit    BusKind = "rabbitmq"
	BusRedis     BusKind = "redis"
)

// Bus tells which kind the settings ask for.
func (c Config) Bus() BusKind {
	switch scheme, _ := busScheme(c.BusURL); scheme {
	case "amqp", "amqps":
		return BusRabbit
	case "redis", "rediss":
		return BusRedis
	}
	return BusInProcess
}

// busScheme never repeats the address, which has a password.
func busScheme(text string) (string, error) {
	if text == "" {
		return "", nil
	}
	u, err := url.Parse(text)
	if err != nil || u.Hostname() == "" || !slices.Contains([]string{"amqp", "amqps", "redis", "rediss"}, u.Scheme) {
		return "", errors.New("must be like amqps://user:password@host/vhost or rediss://:password@host:6379/0")
	}
	return u.Scheme, nil
}

// checkBus is about who else could read or write what goes over the bus.
func (c Config) checkBus() []error {
	u, err := url.Parse(c.BusURL)
	if err != nil || c.BusURL == "" {
		return nil
	}
	var faults []error
	plain := u.Scheme == "amqp" || u.Scheme == "redis"
	if plain && !local(u.Hostname()) && !c.allows(plainBus) {
		faults = append(faults, errors.New("ECHO_BUS_URL: messages pass through it; it needs amqps:// or rediss://, unless ECHO_ALLOW has "+plainBus))
	}
	if password, _ := u.User.Password(); !local(u.Hostname()) && (password == "" || wellKnown(u.User.Username(), password)) {
		faults = append(faults, errors.New("ECHO_BUS_URL: the password is missing, or one that everybody knows"))
	}
	return faults
}

func wellKnown(user, password string) bool {
	return user == password || slices.Contains([]string{"postgres", "guest", "password", "echo", "changeme"}, password)
}
