package gateway

import (
	"encoding/json"
	"errors"
	"mime"
	"net/http"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humachi"

	"github.com/echo-chat/echo/internal/kernel/errs"
)

// How large a request may be. Headers are bounded by NewServer.
const (
	// The largest body is a message of 12,000 characters of four bytes each, escaped.
	maxBody  = 160 << 10
	maxPath  = 1 << 10
	maxQuery = 4 << 10
	// No body of the contract has more than four levels.
	maxDepth = 32
)

// short refuses addresses that no route has.
func short(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if len(r.URL.EscapedPath()) > maxPath || len(r.URL.RawQuery) > maxQuery {
			writeProblem(w, r, errs.Invalid("address_too_long", "The address is too long."))
			return
		}
		next.ServeHTTP(w, r)
	})
}

// requireType refuses bodies that say they are something else than JSON or, where given, one of these
// types, or nothing: a form of another site cannot say so.
func requireType(types []string) func(huma.Context, func(huma.Context)) {
	refusal := errUnsupported
	if types == nil {
		types = []string{"application/json"}
	} else {
		refusal = errs.Unsupported("unsupported_media_type", "Send one of "+strings.Join(types, ", ")+".")
	}
	return func(ctx huma.Context, next func(huma.Context)) {
		r, _ := humachi.Unwrap(ctx)
		given, _, err := mime.ParseMediaType(ctx.Header("Content-Type"))
		if r.ContentLength != 0 && (err != nil || !slices.Contains(types, given)) {
			refuse(ctx, refusal)
			return
		}
		next(ctx)
	}
}

var errUnsupported = errs.Unsupported("unsupported_media_type", "Send JSON, as application/json.")

var errTooDeep = errors.New("JSON of too many levels")

// decode reads a body.
func decode(text []byte, into any) error {
	if err := flat(text); err != nil {
		return err
	}
	return json.Unmarshal(text, into)
}

// flat refuses JSON of more than maxDepth levels before anything is made of it. What is not JSON at all
// is the decoder's to find.
func flat(text []byte) error {
	depth, quoted, escaped := 0, false, false
	for _, b := range text {
		switch {
		case escaped:
			escaped = false
		case quoted:
			quoted, escaped = b != '"', b == '\\'
		case b == '"':
			quoted = true
		case b == '{' || b == '[':
			if depth++; depth > maxDepth {
				return errTooDeep
			}
		case b == '}' || b == ']':
			depth--
		}
	}
	return nil
}
