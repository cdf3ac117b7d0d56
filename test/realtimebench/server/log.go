//go:build linux

package server

import (
	"bufio"
	"encoding/json"
	"os"
	"sync"

	"github.com/echo-chat/echo/test/realtimebench/control"
)

// eventLog numbers events. With a file it keeps them, as the database of a chat does: what is in the file survives the
// process, and is there before anybody is sent it.
type eventLog struct {
	mu     sync.Mutex
	number uint32
	file   *os.File
	events []control.Event // all of them, if there is a file
}

func openLog(path string) (*eventLog, error) {
	l := &eventLog{}
	if path == "" {
		return l, nil
	}
	file, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR|os.O_APPEND, 0o600)
	if err != nil {
		return nil, err
	}
	l.file = file
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		var e control.Event
		if err := json.Unmarshal(lines.Bytes(), &e); err != nil {
			return nil, err
		}
		l.events = append(l.events, e)
		l.number = e.Number
	}
	return l, lines.Err()
}

// add makes the next event, keeps it and sends it. Events are sent in their order.
func (l *eventLog) add(size int, send func(control.Event) error) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	e := control.NewEvent(l.number+1, size)
	if l.file != nil {
		line, err := json.Marshal(e)
		if err != nil {
			return err
		}
		if _, err := l.file.Write(append(line, '\n')); err != nil {
			return err
		}
		l.events = append(l.events, e)
	}
	l.number++
	return send(e)
}

func (l *eventLog) last() uint32 {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.number
}

// after returns the events after that number.
func (l *eventLog) after(number uint32) []control.Event {
	l.mu.Lock()
	defer l.mu.Unlock()
	if int(number) >= len(l.events) { // they are numbered from one
		return []control.Event{}
	}
	return l.events[number:len(l.events):len(l.events)]
}
