package app

import (
	"github.com/echo-chat/echo/internal/platform/mail"
	"github.com/echo-chat/echo/internal/service/notification"
)

// openNotifications makes the service that writes to people. Without a mail server it keeps what it
// would send for the developer, and in production it sends nothing, and says so.
func (a *App) openNotifications() error {
	cfg := notification.Config{
		DB: a.databases[notificationsDB], Keep: !a.cfg.Production(), Seals: a.sealer, PublicURL: a.publicURL(),
		Clock: a.clock, Log: a.log,
	}
	if a.cfg.SMTPURL != "" {
		server, err := mail.ParseURL(a.cfg.SMTPURL)
		if err != nil {
			return err
		}
		from, err := mail.ParseFrom(a.cfg.MailFrom)
		if err != nil {
			return err
		}
		cfg.Sender = mail.NewSMTP(mail.SMTPConfig{Server: server, From: from})
	} else if a.cfg.Production() {
		a.log.Warn("no mail is sent: ECHO_SMTP_URL is not set, so nobody can get a new password or an invitation by mail")
	}
	var err error
	if a.notifications, err = notification.New(cfg); err != nil {
		return err
	}
	a.bus.Subscribe(a.notifications.Subscription())
	return nil
}
