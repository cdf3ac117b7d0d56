package message

import (
	"reflect"
	"slices"
	"testing"
)

// Every method of the contract is served, under its own name.
func TestHandler_ServesTheWholeContract(t *testing.T) {
	t.Parallel()
	var served, contract []string
	for _, e := range endpoints(&Local{}) {
		served = append(served, e.Name())
	}
	for m := range reflect.TypeFor[Service]().Methods() {
		contract = append(contract, m.Name)
	}
	slices.Sort(served)
	slices.Sort(contract)
	if !slices.Equal(served, contract) {
		t.Errorf("served   %v\ncontract %v", served, contract)
	}
}
