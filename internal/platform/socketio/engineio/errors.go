package engineio

import (
	"errors"

	"github.com/echo-chat/echo/internal/platform/socketio/websocket"
)

var (
	errEnded       = errors.New("engineio: session has ended")
	errPacket      = errors.New("engineio: malformed packet")
	errDirection   = errors.New("engineio: client sent a ping")
	errClientClose = errors.New("engineio: client sent a close packet")
	errPeerClosed  = errors.New("engineio: client sent a close frame")
)

// endFor says how a session ends on an error from reading.
func endFor(err error) (reason string, how ending) {
	var broken *websocket.CloseError
	switch {
	case errors.Is(err, errPacket):
		return ReasonParseError, endGoodbye
	case errors.Is(err, errDirection):
		return ReasonTransportError, endGoodbye
	case errors.Is(err, errClientClose), errors.Is(err, errPeerClosed):
		return ReasonTransportClose, endAsked
	case errors.As(err, &broken):
		return ReasonTransportError, endGoodbye
	default:
		return ReasonTransportClose, endCut
	}
}
