package auth

// Tokens issues and verifies access tokens.
type Tokens struct{}
