package app

import (
	"github.com/echo-chat/echo/internal/platform/config"
	"github.com/echo-chat/echo/internal/platform/mail"
	"github.com/echo-chat/echo/internal/service/notification"
)

// notificationService writes to people: here, or where ECHO_NOTIFICATION_URL says. Without a mail server it
// keeps what it would send for the developer, and in production it sends nothing, and says so.
func (a *App) notificationService() (notification.Service, error) {
	if !a.cfg.Has(config.RoleNotification) {
		conn, err := a.neighbour(config.RoleNotification)
		return notification.Client(conn), err
	}
	cfg := notification.Config{
		DB: a.databases[notificationsDB], Keep: !a.cfg.Production(), Seals: a.sealer, PublicURL: a.publicURL(),
		Clock: a.clock, Log: a.log,
	}
	if a.cfg.SMTPURL != "" {
		server, err := mail.ParseURL(a.cfg.SMTPURL)
		if err != nil {
			return nil, err
		}
		from, err := mail.ParseFrom(a.cfg.MailFrom)
		if err != nil {
			return nil, err
		}
		cfg.Sender = mail.NewSMTP(mail.SMTPConfig{Server: server, From: from})
	} else if a.cfg.Production() {
		a.log.Warn("no mail is sent: ECHO_SMTP_URL is not set, so nobody can get a new password or an invitation by mail")
	}
	local, err := notification.New(cfg)
	if err != nil {
		return nil, err
	}
	a.subscribe(local.Subscription())
	a.running = append(a.running, local.Run)
	a.serve(notification.Handler(local, a.door))
	return local, nil
}
