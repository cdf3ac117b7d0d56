package mail_test

import (
	"strings"
	"testing"

	"github.com/echo-chat/echo/internal/platform/mail"
)

func TestParseURL(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]mail.Server{
		"smtp://mail.example.org":                           {Host: "mail.example.org", Port: 587, TLS: mail.TLSRequired},
		"smtps://mail.example.org":                          {Host: "mail.example.org", Port: 465, TLS: mail.TLSImplicit},
		"smtp://echo:p%40ss@mail.example.org:2525":          {Host: "mail.example.org", Port: 2525, TLS: mail.TLSRequired, User: "echo", Password: "p@ss"},
		"smtp://[::1]:25?tls=none":                          {Host: "::1", Port: 25, TLS: mail.TLSNone},
		"smtp://echo:pass@localhost:25/?tls=none":           {Host: "localhost", Port: 25, TLS: mail.TLSNone, User: "echo", Password: "pass"},
		"smtp://echo:pass@mail.example.org?tls=required":    {Host: "mail.example.org", Port: 587, TLS: mail.TLSRequired, User: "echo", Password: "pass"},
		"smtp://mail.example.org?tls=opportunistic":         {Host: "mail.example.org", Port: 587, TLS: mail.TLSOpportunistic},
		"smtps://me%40example.org:pass@mail.example.org:99": {Host: "mail.example.org", Port: 99, TLS: mail.TLSImplicit, User: "me@example.org", Password: "pass"},
	} {
		got, err := mail.ParseURL(text)
		if err != nil || got != want {
			t.Errorf("%s: %+v, %v", text, got, err)
		}
	}
}

func TestParseURL_Refuses(t *testing.T) {
	t.Parallel()
	for text, why := range map[string]string{
		"mail.example.org:587":                          "must",
		"http://mail.example.org":                       "smtp://",
		"smtp://":                                       "like",
		"smtp://echo:hunter2@%zz":                       "like",
		"smtp://mail.example.org/path":                  "path",
		"smtp://mail.example.org:0":                     "port",
		"smtp://mail.example.org:99999":                 "port",
		"smtp://mail.example.org?tls=maybe":             "tls",
		"smtp://mail.example.org?ssl=true":              "ssl",
		"smtps://mail.example.org?tls=none":             "smtp:// only",
		"smtp://echo:hunter2@mail.example.org?tls=none": "in clear",
	} {
		_, err := mail.ParseURL(text)
		if err == nil || !strings.Contains(err.Error(), why) || strings.Contains(err.Error(), "hunter2") {
			t.Errorf("%s: %v", text, err)
		}
	}
}

func TestParseFrom(t *testing.T) {
	t.Parallel()
	for text, ok := range map[string]bool{
		"Echo <echo@example.org>": true, "echo@example.org": true, `"Büro, Echo" <echo@example.org>`: true,
		"": false, "Echo": false, "a@example.org, b@example.org": false, "Echo <>": false,
		"Echo\r\nBcc: x <echo@example.org>": false,
	} {
		if _, err := mail.ParseFrom(text); (err == nil) != ok {
			t.Errorf("%q: %v", text, err)
		}
	}
}
