package contract_test

import (
	"encoding/json"
	"strings"
)

// hostileTexts are texts that break what was not written with care. None holds a word that leaks looks for.
var hostileTexts = []string{
	"", " ", "\x00", "a\x00b", "\r\nX-Injected: yes", "\xff\xfe", "\xed\xa0\x80", "\u202eevil", "\u200b", "\ufeff",
	"👩‍👩‍👧‍👦", strings.Repeat("e\u0301", 50), "ﷺ", "İ", "ß", "Ω",
	"' OR '1'='1", "'; DROP TABLE messages;--", `" UNION SELECT 1,2,3 --`, "1) OR (1=1", "%' ESCAPE '!", "%", "_", `\`,
	"{{7*7}}", "${7*7}", "<%= 7*7 %>", "$(id)", "`id`", "${jndi:ldap://127.0.0.1/a}", "%s%s%s%n", "{0}",
	"../../../../etc/passwd", "..%2f..%2fetc%2fpasswd", "/etc/passwd", "C:\\boot.ini", "file:///etc/passwd", "http://127.0.0.1:1/",
	"<script>alert(1)</script>", `"><img src=x onerror=alert(1)>`, "javascript:alert(1)",
	"null", "undefined", "NaN", "Infinity", "-1", "0", "00", "1e999", "0x10", "99999999999999999999", "-9223372036854775808",
	"true", "[]", "{}", "00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff",
	"01932F6E-7B1A-7C3D-8E4F-0123456789AB", "01932f6e7b1a7c3d8e4f0123456789ab", "{01932f6e-7b1a-7c3d-8e4f-0123456789ab}",
	"9999-12-31T23:59:59Z", "0000-01-01T00:00:00Z", "-0001-01-01T00:00:00Z", "2026-02-30T00:00:00Z", "292277026596-12-04T15:30:08Z",
	"W10", "bnVsbA", "eyJ0IjoxZTMwOH0", "eyJ0IjoiXHUwMDAwIiwidSI6IlwiIn0", "eyJ1IjoiXHUwMDAwIn0", "eyJpIjoiXHUwMDAwIn0", "eyJuIjoiXHUwMDAwIn0",
	strings.Repeat("a", 51), strings.Repeat("x", 129), strings.Repeat("字", 1001), strings.Repeat("y", 6_000),
	"@" + strings.Repeat("a", 300) + ".org", strings.Repeat("a", 250) + "@b.c", "a@b", "a@b\r\nBcc: c@d.e", `"quoted name"@example.org`,
}

// hostileJSON are values of every type, and texts that are not even JSON.
var hostileJSON = func() []string {
	values := []string{
		"null", "true", "false", "0", "-0", "-1", "1.5", "1e308", "-1e308", "1e999", "9007199254740993", "9223372036854775808",
		"123456789012345678901234567890", "0.1e-400", "[]", "{}", `[null]`, `[[]]`, `{"$ne":1}`, `{"$gt":""}`, `[1,"a",{}]`, `{"":{"":{}}}`,
		`{"length":1}`, `{"toString":null}`, `{"a":1,"a":2}`, `"\ud800"`, `"\udfff\ud800"`, `"\u0000"`, "\"\xff\xfe\"", "\"\xc0\x80\"", "\"a\tb\"",
		strings.Repeat("[", 200) + strings.Repeat("]", 200), strings.Repeat(`{"a":`, 100) + "1" + strings.Repeat("}", 100),
		strings.Repeat("[", 20_000), "[" + strings.Repeat("0,", 5_000) + "0]", `"` + strings.Repeat("a", 12_001) + `"`,
		`"` + strings.Repeat("b", 100_000) + `"`, "'single'", "undefined", "NaN", "01", "1.", `"open`, "{", "[", "",
	}
	for _, text := range hostileTexts {
		raw, _ := json.Marshal(text)
		values = append(values, string(raw))
	}
	return values
}()

// hostileBodies are whole bodies, for any operation.
var hostileBodies = []string{
	"", " ", "{", "[", "null", "0", `""`, "[]", "{}", "{}{}", `{"a":1}trailing`, "\x00", "\xff\xfe\x00", "\xef\xbb\xbf{}",
	strings.Repeat("[", 100_000), strings.Repeat(`{"a":`, 10_000), `{"` + strings.Repeat("k", 100_000) + `":1}`,
	"[" + strings.Repeat("{},", 40_000) + "{}]", strings.Repeat(" ", 150_000) + "{}", strings.Repeat("A", 300_000),
	"a=1&b=2", "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>",
	"--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--b--\r\n", "\x1f\x8b\x08\x00\x00\x00\x00\x00", "\x89PNG\r\n\x1a\n",
}

var hostileMedia = []string{
	"", "application/json", "application/json", "application/json; charset=utf-16", "text/plain", "application/x-www-form-urlencoded",
	"multipart/form-data; boundary=b", "multipart/form-data", "application/xml", "image/png", "image/svg+xml", "application/cbor",
	"application/json, text/html", "/", ";", "application/merge-patch+json", strings.Repeat("a", 2_000) + "/json",
}

var hostileHeaders = map[string][]string{
	"Authorization":     {"Bearer", "Bearer ", "Bearer null", "Basic dTpw", "Bearer " + strings.Repeat("A", 5_000), "Bearer a.b.c", "Bearer eyJhbGciOiJub25lIn0.e30."},
	"Accept":            {"text/html", "application/cbor", "*/*;q=0", "application/json;q=x", ";", "application/json;version=2"},
	"Content-Encoding":  {"gzip", "br", "identity", "deflate, gzip"},
	"X-Forwarded-For":   {"127.0.0.1", "::1, 10.0.0.1", strings.Repeat("1.2.3.4,", 500), "<script>", "'"},
	"X-Forwarded-Proto": {"https", "javascript"},
	"X-Forwarded-Host":  {"evil.example"},
	"X-Echo-Client":     {"web", "WEB", strings.Repeat("w", 3_000)},
	"Origin":            {"null", "https://evil.example", "file://", "http://localhost.evil.example"},
	"Sec-Fetch-Site":    {"cross-site", "same-origin", "none", "x"},
	"Cookie":            {"__Host-echo_refresh=x", "echo_refresh=" + strings.Repeat("z", 4_000), "a=b; a=c; =; ;;", "echo_refresh=\""},
	"Traceparent":       {"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "00-00000000000000000000000000000000-0000000000000000-00", "x"},
	"X-Http-Method":     {"DELETE"},
	"If-Match":          {"*", "\"x\""},
	"Range":             {"bytes=0-0", "bytes=-1", "bytes=9999999999999999999-"},
	"User-Agent":        {"", strings.Repeat("u", 5_000), "\xff\xfe", "'; DROP TABLE sessions;--", "a\tb", "Mozilla/5.0 (\xe2\x80\xae)"},
	"Expect":            {"100-continue", "200-ok"},
	"Idempotency-Key":   {"x"},
}
