package gateway

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"sync"

	"github.com/danielgtaylor/huma/v2"

	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/kernel/id"
	"github.com/echo-chat/echo/internal/platform/obs"
)

// Problem is every error answer (RFC 9457), served as application/problem+json.
type Problem struct {
	Type    string       `json:"type" doc:"Always about:blank; code tells errors apart."`
	Title   string       `json:"title" doc:"The HTTP status in words."`
	Status  int          `json:"status"`
	Detail  string       `json:"detail" doc:"What happened, for people."`
	Code    string       `json:"code" doc:"Stable name of the error, for programs." example:"channel_not_found"`
	Errors  []errs.Field `json:"errors,omitempty" doc:"Faults by field."`
	TraceID string       `json:"traceId,omitempty" doc:"To quote when asking for help."`
	Current any          `json:"current,omitempty" doc:"Where the code says so: what is there instead."`

	retryAfter string
}

func problemOf(ctx context.Context, e *errs.Error) *Problem {
	status := e.Kind.Status()
	p := &Problem{
		Type: "about:blank", Title: http.StatusText(status), Status: status,
		Detail: e.Message, Code: e.Code, Errors: e.Fields, TraceID: obs.TraceID(ctx),
	}
	if e.RetryAfter > 0 {
		p.retryAfter = strconv.Itoa(max(1, int(e.RetryAfter.Seconds()+0.999)))
	}
	return p
}

// Error makes a Problem an error, as huma wants it.
func (p *Problem) Error() string { return p.Code + ": " + p.Detail }

// GetStatus is for huma.
func (p *Problem) GetStatus() int { return p.Status }

// ContentType is for huma.
func (p *Problem) ContentType(string) string { return "application/problem+json" }

// GetHeaders is for huma.
func (p *Problem) GetHeaders() http.Header {
	if p.retryAfter == "" {
		return nil
	}
	return http.Header{"Retry-After": {p.retryAfter}}
}

// writeProblem answers outside of huma.
func writeProblem(w http.ResponseWriter, r *http.Request, e *errs.Error) {
	writeAs(w, problemOf(r.Context(), e))
}

func writeAs(w http.ResponseWriter, p *Problem) {
	if p.retryAfter != "" {
		w.Header().Set("Retry-After", p.retryAfter)
	}
	w.Header().Set("Content-Type", p.ContentType(""))
	w.WriteHeader(p.Status)
	_ = json.NewEncoder(w).Encode(p)
}

// humaSpeaksProblems makes huma's own refusals (its validation by the OpenAPI schema) Problems. huma
// offers package variables for this and no other way; they are set once, to what does not depend on
// a gateway. The same goes for names of fields: "Role" is not "role", or a body could say both, and be
// checked for one and obeyed for the other.
var humaSpeaksProblems = sync.OnceFunc(func() {
	huma.ValidateStrictCasing = true
	huma.NewError = func(status int, msg string, details ...error) huma.StatusError {
		return problemOf(context.Background(), refusal(status, msg, details))
	}
	huma.NewErrorWithContext = func(ctx huma.Context, status int, msg string, details ...error) huma.StatusError {
		return problemOf(ctx.Context(), refusal(status, msg, details))
	}
})

// refusal turns what huma found into an error of ours.
func refusal(status int, msg string, details []error) *errs.Error {
	switch status {
	case http.StatusRequestEntityTooLarge:
		return errs.TooLarge("body_too_large", "The request is too large.")
	case http.StatusUnsupportedMediaType:
		return errUnsupported
	case http.StatusRequestTimeout:
		return errs.Invalid("request_timeout", "The request took too long to arrive.")
	case http.StatusBadRequest, http.StatusUnprocessableEntity:
		return invalid(msg, details)
	}
	return errs.From(errors.Join(append([]error{errors.New(msg)}, details...)...))
}

func invalid(msg string, details []error) *errs.Error {
	if len(details) == 0 {
		return errs.Invalid("malformed_json", "The body is missing or not JSON.")
	}
	var fields []errs.Field
	for _, d := range details {
		var detail *huma.ErrorDetail
		if !errors.As(d, &detail) {
			return errs.Invalid("malformed_json", "The body is not JSON.").Because(d)
		}
		where := detail.Location
		switch {
		case detail.Message == errTooDeep.Error():
			return errs.Invalid("too_deep", "The body has too many levels.")
		case where == "body" && strings.Contains(detail.Message, id.ErrMalformed.Error()):
			return errs.Invalid("malformed_id", "An id in the body is not one.")
		case where == "body" && !strings.HasPrefix(detail.Message, "expected"):
			return errs.Invalid("malformed_json", "The body is not JSON.").Because(errors.New(msg))
		case strings.HasPrefix(where, "path."):
			return errs.Invalid("malformed_id", "An id in the address is not one.")
		}
		field := strings.TrimPrefix(strings.TrimPrefix(where, "body."), "query.")
		fields = append(fields, errs.Field{Field: field, Message: sentence(detail.Message)})
	}
	return errs.InvalidFields(fields...)
}

// sentence makes "expected string" a sentence.
func sentence(s string) string {
	if s == "" {
		return "Is not valid."
	}
	return strings.ToUpper(s[:1]) + s[1:] + "."
}
