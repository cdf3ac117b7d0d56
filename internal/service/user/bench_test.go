package user_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/echo-chat/echo/internal/kernel/clock"
	"github.com/echo-chat/echo/internal/kernel/errs"
	"github.com/echo-chat/echo/internal/platform/auth"
	"github.com/echo-chat/echo/internal/platform/sqldb"
	"github.com/echo-chat/echo/internal/platform/sqldbtest"
	"github.com/echo-chat/echo/internal/service/user"
)

// newBench is an env on a database that waits for the disk, with passwords hashed as in earnest, and an account,
// ada. Its clock is set forward for each attempt, so that none is delayed by those before.
func newBench(b *testing.B, dialect sqldb.Dialect) *env {
	b.Helper()
	e := &env{
		db:     sqldbtest.OpenDurable(b, dialect, user.Migrate),
		clock:  clock.NewManual(time.Date(2026, 11, 3, 12, 0, 0, 0, time.UTC)),
		hasher: &countingHasher{Hasher: auth.NewHasher(auth.DefaultHashParams())},
		news:   make(chan struct{}),
	}
	e.tokens = must(auth.NewTokens([]byte(secret), e.clock))(b)
	e.local = e.instance(b, []byte(secret), e.hasher)
	e.Service = e.local
	_, err := e.Register(b.Context(), user.RegisterRequest{Email: "ada@example.org", Username: "ada", Password: password})
	if err != nil {
		b.Fatal(err)
	}
	return e
}

// settle waits until nobody who forgot a password is left to be answered: asking again for an address that
// waits is quicker, whoever has it.
func (e *env) settle(b *testing.B) {
	b.Helper()
	for waiting := 1; waiting > 0; runtime.Gosched() {
		if err := e.db.QueryRow(b.Context(), `SELECT COUNT(*) FROM forgotten_passwords`).Scan(&waiting); err != nil {
			b.Fatal(err)
		}
	}
}

func median(d []time.Duration) time.Duration {
	slices.Sort(d)
	return d[len(d)/2]
}

// BenchmarkEnumeration compares what is answered for an account with what is answered for none: the times must
// not tell them apart. Run it with -benchtime=1000x.
func BenchmarkEnumeration(b *testing.B) {
	for _, dialect := range []sqldb.Dialect{sqldb.SQLite, sqldb.Postgres} {
		for name, try := range map[string]func(ctx context.Context, e *env, who string) bool{
			"Login": func(ctx context.Context, e *env, who string) bool {
				_, err := e.Login(ctx, user.LoginRequest{Identifier: who, Password: "not it, sorry"})
				return errs.Is(err, "wrong_credentials")
			},
			"ForgotPassword": func(ctx context.Context, e *env, who string) bool {
				_, err := e.ForgotPassword(ctx, user.ForgotPasswordRequest{Email: who})
				return err == nil
			},
		} {
			b.Run(fmt.Sprintf("%s/%s", dialect, name), func(b *testing.B) {
				e := newBench(b, dialect)
				times := map[string][]time.Duration{}
				order := []string{"ada@example.org", "eve@example.org"}
				for b.Loop() {
					// At random, for the garbage collector runs in step with the hashing: at every second one.
					rand.Shuffle(2, func(i, j int) { order[i], order[j] = order[j], order[i] })
					for _, who := range order {
						e.clock.Advance(2 * time.Hour)
						start := time.Now()
						if !try(b.Context(), e, who) {
							b.Error("not answered as it should be")
						}
						times[who] = append(times[who], time.Since(start))
						e.settle(b)
					}
				}
				known, unknown := median(times["ada@example.org"]), median(times["eve@example.org"])
				b.ReportMetric(float64(known.Microseconds())/1000, "known-p50-ms")
				b.ReportMetric(float64(unknown.Microseconds())/1000, "unknown-p50-ms")
				b.ReportMetric(float64((known-unknown).Abs().Microseconds())/1000, "difference-ms")
			})
		}
	}
}

// BenchmarkLogin100 signs in a hundred times at once.
func BenchmarkLogin100(b *testing.B) {
	for _, dialect := range []sqldb.Dialect{sqldb.SQLite, sqldb.Postgres} {
		b.Run(string(dialect), func(b *testing.B) {
			e := newBench(b, dialect)
			stop := make(chan struct{})
			var watching sync.WaitGroup
			var most atomic.Uint64
			watching.Go(func() {
				for {
					var m runtime.MemStats
					runtime.ReadMemStats(&m)
					most.Store(max(most.Load(), m.Sys-m.HeapReleased))
					select {
					case <-stop:
						return
					case <-time.After(10 * time.Millisecond):
					}
				}
			})
			for b.Loop() {
				var wg sync.WaitGroup
				for range 100 {
					wg.Go(func() {
						_, err := e.Login(b.Context(), user.LoginRequest{Identifier: "ada", Password: password})
						if err != nil {
							b.Error(err)
						}
					})
				}
				wg.Wait()
			}
			close(stop)
			watching.Wait()
			b.ReportMetric(float64(most.Load())/(1<<20), "MB")
		})
	}
}
