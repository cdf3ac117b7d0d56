// Package config is the one door to the outside settings of a process: environment (ECHO_…), a file of
// the same names, and flags, in rising order of precedence. Everything is checked at start, and every
// fault is reported at once.
package config

import (
	"log/slog"
	"net/netip"
	"time"

	"github.com/echo-chat/echo/internal/platform/kv"
)

// Config is all that can be set. The zero settings are a complete server on port 8080 with its data in
// ./data.
type Config struct {
	Roles       []string `env:"ECHO_ROLES" doc:"which services run in this process, comma separated: user, workspace, message, notification, gateway; default all of them"`
	Listen      string   `env:"ECHO_LISTEN" doc:"address and port to listen on; default :8080, and of a service apart :8001 (user), :8002 (workspace), :8003 (message), :8004 (gateway), :8005 (notification)"`
	InnerListen string   `env:"ECHO_INNER_LISTEN" doc:"address and port where services beside the gateway answer those of other processes; without it they answer none, and without the gateway they do so on ECHO_LISTEN"`
	PublicURL   string   `env:"ECHO_PUBLIC_URL" for:"gateway user message notification" doc:"where people reach Echo, https://chat.example.org; default http://localhost:<port>"`
	Env         string   `env:"ECHO_ENV" default:"development" oneof:"development production" doc:"production refuses demo data and weak settings"`

	DataDir     string `env:"ECHO_DATA_DIR" default:"data" doc:"folder for databases, files and generated secrets"`
	DatabaseURL string `env:"ECHO_DATABASE_URL" secret:"true" doc:"postgres://… to use PostgreSQL instead of SQLite files; a database per service is made there"`
	DirectURL   string `env:"ECHO_DATABASE_DIRECT_URL" secret:"true" doc:"the same server past a pooler: databases are made and migrated there; default ECHO_DATABASE_URL"`
	ReplicaURL  string `env:"ECHO_DATABASE_REPLICA_URL" secret:"true" doc:"a streaming replica of that server, which history is read from as far as it has caught up"`
	Pooler      string `env:"ECHO_DATABASE_POOLER" default:"none" oneof:"none transaction" doc:"transaction when ECHO_DATABASE_URL leads through pgbouncer or the like in transaction mode"`
	DBConns     int    `env:"ECHO_DATABASE_CONNECTIONS" default:"20" doc:"connections to PostgreSQL, at most, of each service's database and each process"`
	Migrate     string `env:"ECHO_MIGRATE" default:"auto" oneof:"auto off" doc:"auto: a starting server brings its databases up to date; off: it refuses to start until echod migrate has"`
	DBPrefix    string `env:"ECHO_DATABASE_PREFIX" doc:"put before the names of PostgreSQL databases and Redis keys, so that several Echos share a server"`
	Synchronous string `env:"ECHO_SQLITE_SYNCHRONOUS" default:"full" oneof:"full normal" doc:"normal is a little faster and may lose the last second of messages in a power cut"`

	Secret string `env:"ECHO_SECRET" secret:"true" doc:"at least 32 characters that sign access tokens, the same for all processes; default: made at the first start and kept in the data folder"`

	UserURL         []string `env:"ECHO_USER_URL" for:"workspace message gateway" doc:"where the user service answers, http://user:8001, when it runs elsewhere; several comma separated, or a name with several addresses, share the calls"`
	WorkspaceURL    []string `env:"ECHO_WORKSPACE_URL" for:"message gateway" doc:"where the workspace service answers, likewise"`
	MessageURL      []string `env:"ECHO_MESSAGE_URL" for:"gateway" doc:"where the message service answers, likewise"`
	NotificationURL []string `env:"ECHO_NOTIFICATION_URL" for:"gateway" doc:"where the notification service answers, likewise"`

	ServiceSecret         string `env:"ECHO_SERVICE_SECRET" secret:"true" doc:"at least 32 characters by which services in different processes know each other; default: derived from ECHO_SECRET"`
	ServiceSecretPrevious string `env:"ECHO_SERVICE_SECRET_PREVIOUS" secret:"true" doc:"the service secret before this one, accepted until it is taken away"`

	BusURL string `env:"ECHO_BUS_URL" secret:"true" doc:"amqp:// or amqps:// for RabbitMQ, redis:// or rediss:// for Redis Streams: carries events between processes; without it they stay in this one"`

	RedisURL string `env:"ECHO_REDIS_URL" secret:"true" doc:"redis://user:password@host:6379/0, or rediss:// with TLS: shares rate limits and live delivery between gateways, the same for all processes; without it each gateway is by itself"`

	SMTPURL  string `env:"ECHO_SMTP_URL" for:"notification" secret:"true" doc:"smtp://user:password@host:587 (with STARTTLS; ?tls=opportunistic or ?tls=none for less) or smtps://host:465: the server that takes mail; without it none is sent"`
	MailFrom string `env:"ECHO_MAIL_FROM" for:"notification" doc:"who mail comes from, Echo <echo@example.org>; needed with ECHO_SMTP_URL"`

	LogLevel  string `env:"ECHO_LOG_LEVEL" default:"info" oneof:"debug info warn error" doc:"least severe lines to log"`
	LogFormat string `env:"ECHO_LOG_FORMAT" default:"text" oneof:"text json" doc:"how log lines look"`

	MetricsListen string `env:"ECHO_METRICS_LISTEN" doc:"address of a port of its own for /metrics; without it, and without a token, there is no /metrics"`
	MetricsToken  string `env:"ECHO_METRICS_TOKEN" secret:"true" doc:"bearer token for /metrics on the main port"`
	OTLPEndpoint  string `env:"ECHO_OTLP_ENDPOINT" doc:"OpenTelemetry collector (OTLP over HTTP) to send traces to; none is sent without it"`

	LinkPreviews string         `env:"ECHO_LINK_PREVIEWS" for:"message" default:"on" oneof:"on off" doc:"on: the server fetches pages that messages link to, to show their titles and pictures; workspaces can turn it off for themselves"`
	FetchAllow   []netip.Prefix `env:"ECHO_FETCH_ALLOW" for:"message" doc:"networks that the server may fetch pages from, on any port, though they are not public: 10.1.2.0/24, comma separated; what is there can be read by everybody who may post"`

	AllowedOrigins []string       `env:"ECHO_ALLOWED_ORIGINS" for:"gateway" doc:"other web origins that may use the API, comma separated"`
	TrustedProxies []netip.Prefix `env:"ECHO_TRUSTED_PROXIES" for:"gateway" doc:"networks of reverse proxies whose X-Forwarded-For is believed, comma separated"`

	Operators []string `env:"ECHO_OPERATORS" for:"gateway" doc:"mail addresses, comma separated, of those who run this Echo: with an account whose address is confirmed, they look after events on the web"`

	LimitAnonymous kv.Rate `env:"ECHO_LIMIT_ANONYMOUS" for:"gateway" default:"10/s,20" doc:"requests of an address that is not signed in: so many in a time, so many at once; off for none"`
	LimitAuth      kv.Rate `env:"ECHO_LIMIT_AUTH" for:"gateway" default:"100/15m" doc:"of these, to sign in, register, and with links from mails"`
	LimitUser      kv.Rate `env:"ECHO_LIMIT_USER" for:"gateway" default:"50/s,200" doc:"requests of a signed-in user; also an address's refreshes and new sockets"`

	RealtimeDriver string `env:"ECHO_REALTIME_DRIVER" default:"auto" oneof:"auto epoll goroutine" doc:"how WebSocket connections are read and written: auto and epoll by an epoll loop a processor where that can be (Linux, no TLS), goroutine by one goroutine each"`

	Allow []string `env:"ECHO_ALLOW" doc:"what production may do all the same, comma separated: plain-database, plain-bus, plain-redis, plain-mail (no TLS on the way there), no-limits"`

	DrainDelay     time.Duration `env:"ECHO_DRAIN_DELAY" default:"0s" min:"0s" max:"5m" doc:"how long a stopping server goes on as before while /readyz says that it is stopping, for balancers to notice"`
	DrainTimeout   time.Duration `env:"ECHO_DRAIN_TIMEOUT" default:"10s" min:"0s" max:"5m" doc:"how long a stopping server lets requests finish"`
	EventRetention time.Duration `env:"ECHO_EVENT_RETENTION" default:"168h" min:"1h" max:"87600h" doc:"how long delivered events stay in the event log"`
	PprofListen    string        `env:"ECHO_PPROF_LISTEN" doc:"loopback address for Go's profiler; off without it"`

	Demo bool `env:"ECHO_DEMO" default:"false" doc:"offer demo data: user1/Password1 and user2/Password2 in a lively workspace"`
}

// Level returns LogLevel for slog.
func (c Config) Level() slog.Level {
	var l slog.Level
	if err := l.UnmarshalText([]byte(c.LogLevel)); err != nil {
		return slog.LevelInfo
	}
	return l
}

// Production tells whether weak settings are refused.
func (c Config) Production() bool { return c.Env == "production" }
