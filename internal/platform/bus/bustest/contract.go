package bustest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"testing"

	"github.com/echo-chat/echo/internal/platform/bus"
)

// Keeps fails a test for events that are not what their service promises.
func Keeps(t testing.TB, contracts []bus.Contract, events ...bus.Event) {
	t.Helper()
	for _, e := range events {
		at := slices.IndexFunc(contracts, func(c bus.Contract) bool { return c.Type == e.Type })
		if at < 0 {
			t.Errorf("%s is announced, and no contract says what it is", e.Type)
			continue
		}
		if err := Fits(contracts[at], e); err != nil {
			t.Errorf("%s is not what its contract says: %v\n%s", e.Type, err, e.Data)
		}
	}
}

// Fits tells whether an event's data has each field of the contract, of its type, and no other.
func Fits(c bus.Contract, e bus.Event) error {
	if e.Version != c.Version {
		return fmt.Errorf("it is version %d, not %d", e.Version, c.Version)
	}
	read := reflect.New(reflect.TypeOf(c.Data))
	strict := json.NewDecoder(bytes.NewReader(e.Data))
	strict.DisallowUnknownFields()
	if err := strict.Decode(read.Interface()); err != nil {
		return err
	}
	again, err := json.Marshal(read.Interface())
	if err != nil {
		return err
	}
	var had, has any
	if err := errors.Join(json.Unmarshal(e.Data, &had), json.Unmarshal(again, &has)); err != nil {
		return err
	}
	if !reflect.DeepEqual(had, has) {
		return fmt.Errorf("as %T it is %s", c.Data, again)
	}
	return nil
}
