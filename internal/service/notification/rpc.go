package notification

import (
	"context"

	"github.com/echo-chat/echo/internal/kernel/page"
	"github.com/echo-chat/echo/internal/platform/rpc"
)

var (
	keptMethod     = rpc.Idempotent[KeptRequest, page.List[KeptMail]]("Kept")
	keptMailMethod = rpc.Idempotent[KeptMailRequest, KeptMail]("KeptMail")
	recordsMethod  = rpc.Idempotent[RecordsRequest, page.List[Notification]]("Records")
)

// Handler serves s to other processes of the same Echo.
func Handler(s Service, d *rpc.Door) *rpc.Server {
	return rpc.Handler("notification", d,
		rpc.Serve(keptMethod, s.Kept),
		rpc.Serve(keptMailMethod, s.KeptMail),
		rpc.Serve(recordsMethod, s.Records),
	)
}

// Client is the service in another process.
func Client(c *rpc.Conn) Service {
	return remote{
		kept:     rpc.Caller(c, keptMethod),
		keptMail: rpc.Caller(c, keptMailMethod),
		records:  rpc.Caller(c, recordsMethod),
	}
}

type remote struct {
	kept     func(context.Context, KeptRequest) (page.List[KeptMail], error)
	keptMail func(context.Context, KeptMailRequest) (KeptMail, error)
	records  func(context.Context, RecordsRequest) (page.List[Notification], error)
}

func (r remote) Kept(ctx context.Context, req KeptRequest) (page.List[KeptMail], error) {
	return r.kept(ctx, req)
}

func (r remote) KeptMail(ctx context.Context, req KeptMailRequest) (KeptMail, error) {
	return r.keptMail(ctx, req)
}

func (r remote) Records(ctx context.Context, req RecordsRequest) (page.List[Notification], error) {
	return r.records(ctx, req)
}
