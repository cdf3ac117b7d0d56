package mail

import (
	"errors"
	"fmt"
	"net"
	"net/mail"
	"net/url"
	"strconv"
	"strings"
)

// TLS says how a connection is encrypted.
type TLS string

// The ways.
const (
	TLSImplicit      TLS = "implicit"      // from the first byte: smtps://
	TLSRequired      TLS = "required"      // by STARTTLS, or nothing is sent
	TLSOpportunistic TLS = "opportunistic" // by STARTTLS where the server offers it
	TLSNone          TLS = "none"          // in clear
)

// Server is where mail is handed over.
type Server struct {
	Host     string
	Port     int
	TLS      TLS
	User     string // empty: without signing in
	Password string
}

// ParseURL reads the address of a mail server: smtp://user:password@host:587, with STARTTLS unless
// ?tls=opportunistic or ?tls=none, or smtps://user:password@host:465. An error never repeats the password.
func ParseURL(text string) (Server, error) {
	u, err := url.Parse(text)
	if err != nil || u.Hostname() == "" {
		return Server{}, errors.New("must be like smtp://user:password@mail.example.org:587")
	}
	s := Server{Host: u.Hostname(), User: u.User.Username()}
	s.Password, _ = u.User.Password()
	switch u.Scheme {
	case "smtp":
		s.TLS, s.Port = TLSRequired, 587
	case "smtps":
		s.TLS, s.Port = TLSImplicit, 465
	default:
		return Server{}, errors.New("must start with smtp:// or smtps://")
	}
	if strings.Trim(u.Path, "/") != "" || u.Fragment != "" {
		return Server{}, errors.New("must have no path")
	}
	if port := u.Port(); port != "" {
		if s.Port, err = strconv.Atoi(port); err != nil || s.Port < 1 || s.Port > 65535 {
			return Server{}, errors.New("must have a port from 1 to 65535")
		}
	}
	return s, s.parseOptions(u)
}

func (s *Server) parseOptions(u *url.URL) error {
	for name, values := range u.Query() {
		if name != "tls" {
			return fmt.Errorf("has an option that is not known: %s", name)
		}
		way := TLS(values[len(values)-1])
		if s.TLS == TLSImplicit || way != TLSRequired && way != TLSOpportunistic && way != TLSNone {
			return errors.New("may say ?tls=required, opportunistic or none, after smtp:// only")
		}
		s.TLS = way
	}
	if s.TLS == TLSNone && s.User != "" && !loopback(s.Host) {
		return errors.New("would send the password in clear: leave out ?tls=none")
	}
	return nil
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// ParseFrom reads the sender of all mail: "Echo <echo@example.org>", or an address alone.
func ParseFrom(text string) (*mail.Address, error) {
	a, err := mail.ParseAddress(text)
	if err != nil || !strings.Contains(a.Address, "@") || strings.ContainsAny(a.Name, "\r\n") {
		return nil, errors.New("must be like Echo <echo@example.org>")
	}
	return a, nil
}
