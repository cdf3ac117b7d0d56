package notification

import (
	"strings"
	"text/template"
)

// words are what a mail of one kind says in one language. They are templates over facts; what comes out is
// plain text, which the layouts escape.
type words struct {
	subject   string
	preheader string // what lists of mail show after the subject
	heading   string
	body      []string
	quote     bool // what the inviter writes, between body and button
	button    string
	after     []string
}

// languages are the languages that mails can be written in: BCP 47 primary tags. A locale of any other is
// written to in English.
var languages = map[string]map[Kind]words{"en": english}

// inLanguage returns what a mail says in the language of a locale, or else in English.
func inLanguage(locale string, k Kind) (words, string) {
	tag, _, _ := strings.Cut(strings.ToLower(locale), "-")
	if w, ok := languages[tag][k]; ok {
		return w, tag
	}
	return english[k], "en"
}

const notYou = `If this was not you, somebody else may be in your account. Choose a new password at {{.Host}} at once (“Forgot password?” on the sign-in page), and tell whoever runs Echo there.`

var english = map[Kind]words{
	VerifyEmail: {
		subject:   `Confirm your email address`,
		preheader: `One step, and you can always get back into your account.`,
		heading:   `Welcome to Echo, {{.Name}}`,
		body:      []string{`Please confirm that this is your address. With it you can get back into your account if you ever lose your password.`},
		button:    `Confirm address`,
		after:     []string{`The link works for {{.Lasts}}. If you did not make an account at {{.Host}}, you can ignore this mail.`},
	},
	ConfirmEmailChange: {
		subject:   `Confirm your new email address`,
		preheader: `Your old address stays until you do.`,
		heading:   `Is this your new address, {{.Name}}?`,
		body:      []string{`You asked to use this address for your Echo account at {{.Host}}. Your old address stays until you confirm this one.`},
		button:    `Use this address`,
		after:     []string{`The link works for {{.Lasts}}. If you did not ask for this, you can ignore this mail: nothing changes.`},
	},
	EmailChanged: {
		subject:   `Your email address was changed`,
		preheader: `Mail from Echo goes to {{.NewEmail}} from now on.`,
		heading:   `Your email address was changed`,
		body:      []string{`Hello {{.Name}},`, `The address of your Echo account at {{.Host}} is now {{.NewEmail}}. This mail is the last to the old one.`},
		after:     []string{`If this was not you, somebody else may be in your account. Tell whoever runs Echo at {{.Host}} at once.`},
	},
	ResetPassword: {
		subject:   `Choose a new password`,
		preheader: `The link works once, for {{.Lasts}}.`,
		heading:   `Choose a new password`,
		body:      []string{`Hello {{.Name}},`, `Somebody, we hope you, asked for a new password for your Echo account at {{.Host}}.`},
		button:    `Choose a password`,
		after:     []string{`The link works once, for {{.Lasts}}. If you did not ask for it, you can ignore this mail: your password stays as it is.`},
	},
	PasswordChanged: {
		subject:   `Your password was changed`,
		preheader: `{{.At}}`,
		heading:   `Your password was changed`,
		body: []string{
			`Hello {{.Name}},`,
			`{{if eq .How "reset"}}The password of your Echo account at {{.Host}} was set anew with a link from a mail{{else}}The password of your Echo account at {{.Host}} was changed{{end}}, on {{.At}}. You were signed out everywhere{{if ne .How "reset"}} else{{end}}.`,
		},
		after: []string{notYou},
	},
	SecurityAlert: {
		subject:   `Somebody may have used a sign-in of yours`,
		preheader: `We ended that session, to be safe.`,
		heading:   `We ended one of your sessions`,
		body: []string{
			`Hello {{.Name}},`,
			`On {{.At}} somebody used a key to your Echo account at {{.Host}} that had been used before. That happens when a key was copied from one of your devices, so we ended the session it belongs to.`,
			`{{with .Device}}Device: {{.}}. {{end}}{{with .Address}}Address: {{.}}.{{end}}`,
		},
		after: []string{`If you do not know this device or address, choose a new password at {{.Host}} (“Forgot password?” on the sign-in page): that signs you out everywhere. If it was you, just sign in again.`},
	},
	Invite: {
		subject:   `{{.Inviter}} invites you to {{.Workspace}}`,
		preheader: `Join {{.Workspace}} on Echo.`,
		heading:   `Join {{.Workspace}} on Echo`,
		body:      []string{`{{.Inviter}} invites you to the workspace {{.Workspace}}{{if eq .Role "admin"}}, as an admin{{else if eq .Role "guest"}}, as a guest{{end}}.`},
		quote:     true,
		button:    `Accept the invitation`,
		after:     []string{`The link works for {{.Lasts}}, for this address. If you do not know {{.Inviter}}, you can ignore this mail.`},
	},
}

// expand fills facts into a text.
func expand(text string, f facts) (string, error) {
	t, err := template.New("").Parse(text)
	if err != nil {
		return "", err
	}
	var out strings.Builder
	err = t.Execute(&out, f)
	return strings.TrimSpace(out.String()), err
}
