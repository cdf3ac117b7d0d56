package audit

import (
	"context"
	"fmt"

	"github.com/echo-chat/echo/internal/platform/sqldb"
)

// Scopes returns the scopes that a database has logs of, in order.
func Scopes(ctx context.Context, q sqldb.Querier) ([]string, error) {
	scopes, err := sqldb.Collect(ctx, q, func(rows *sqldb.Rows) (scope string, err error) {
		return scope, rows.Scan(&scope)
	}, `SELECT scope FROM audit_heads UNION SELECT scope FROM audit ORDER BY 1`)
	if err != nil {
		return nil, fmt.Errorf("list audit logs: %w", err)
	}
	return scopes, nil
}
