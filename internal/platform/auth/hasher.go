package auth

// Hasher hashes passwords.
type Hasher struct{}
