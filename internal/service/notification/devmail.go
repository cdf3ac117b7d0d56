package notification

import (
	"encoding/json"
	"html/template"
	"net"
	"net/http"
	"strings"

	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/kernel/id"
)

// DevMail shows the developer's mailbox: GET /dev/mail lists it (?to= is a receiver, ?cursor= goes on),
// GET /dev/mail/{id} shows one mail; either is JSON for who accepts that first.
//
// A link to choose a new password is as good as the password, so this is for development only, and for
// browsers on the same machine: not for the network, which a server in development may well be open to,
// nor for a page elsewhere that had its name resolved to this machine.
func DevMail(s Service) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /dev/mail", func(w http.ResponseWriter, r *http.Request) {
		q := r.URL.Query()
		list, err := s.Kept(r.Context(), KeptRequest{To: q.Get("to"), Cursor: q.Get("cursor")})
		show(w, r, "list", list, err)
	})
	mux.HandleFunc("GET /dev/mail/{id}", func(w http.ResponseWriter, r *http.Request) {
		mailID, err := id.Parse[id.Notification](r.PathValue("id"))
		if err != nil {
			http.NotFound(w, r)
			return
		}
		m, err := s.KeptMail(r.Context(), KeptMailRequest{ID: mailID})
		if !wantsJSON(r) {
			// Links of the mail open beside the mailbox, not in it.
			m.HTML = strings.Replace(m.HTML, "<head>", `<head><base target="_blank">`, 1)
		}
		show(w, r, "mail", m, err)
	})
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !sameMachine(r) {
			http.Error(w, "The developer's mailbox opens on the machine that Echo runs on, at localhost.", http.StatusForbidden)
			return
		}
		mux.ServeHTTP(w, r)
	})
}

// sameMachine tells whether a request was made on this machine, to this machine, without a proxy between.
func sameMachine(r *http.Request) bool {
	for _, via := range []string{"Forwarded", "X-Forwarded-For", "X-Real-Ip", "Via"} {
		if r.Header.Get(via) != "" {
			return false
		}
	}
	from, _, err := net.SplitHostPort(r.RemoteAddr)
	to, _, hostErr := net.SplitHostPort(r.Host)
	if hostErr != nil {
		to = r.Host
	}
	return err == nil && loopback(from) && (to == "localhost" || loopback(strings.Trim(to, "[]")))
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}

// devPolicy lets the pages, and the mail that a page shows in a frame, have styles and nothing else.
const devPolicy = "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; base-uri 'self'; frame-ancestors 'none'; form-action 'none'"

var devPages = template.Must(template.ParseFS(templates, "templates/dev.html"))

func show(w http.ResponseWriter, r *http.Request, name string, data any, err error) {
	if err != nil {
		http.Error(w, errs.From(err).Message, errs.KindOf(err).Status())
		return
	}
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	h.Set("Content-Security-Policy", devPolicy)
	if wantsJSON(r) {
		h.Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(data)
		return
	}
	h.Set("Content-Type", "text/html; charset=utf-8")
	_ = devPages.ExecuteTemplate(w, name, data)
}

func wantsJSON(r *http.Request) bool {
	return strings.HasPrefix(r.Header.Get("Accept"), "application/json")
}
