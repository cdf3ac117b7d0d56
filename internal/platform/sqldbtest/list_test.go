package sqldbtest_test

import (
	"testing"

	"github.com/echo-chat/echo/internal/platform/sqldb"
	"github.com/echo-chat/echo/internal/platform/sqldbtest"
)

func TestList_OfNothingIsEmpty(t *testing.T) {
	t.Parallel()
	sqldbtest.Each(t, func(t *testing.T, db *sqldb.DB) {
		for _, list := range [][]string{nil, {}} {
			var n int
			err := db.QueryRow(t.Context(), `SELECT COUNT(*) FROM `+db.Dialect().List("$1"), sqldb.JSON(list)).Scan(&n)
			if err != nil || n != 0 {
				t.Errorf("%#v: %d, %v", list, n, err)
			}
		}
	})
}
