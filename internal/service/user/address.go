package user

// NormalEmail returns the form in which an address is kept and compared, for other services that keep one,
// and whether it is an address.
func NormalEmail(address string) (string, bool) { return normalEmail(address) }
