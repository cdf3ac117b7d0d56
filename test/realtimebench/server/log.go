//go:build linux

package server

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"sync"

	"github.com/echo-chat/echo/test/realtimebench/control"
)

// eventLog numbers events. With a file it keeps them, as the database of a chat does: what is in the file survives the
// process, is there before anybody is sent it, and is read by other servers too.
type eventLog struct {
	mu     sync.Mutex
	number uint32
	file   *os.File
	read   int64           // up to where events are from the file
	events []control.Event // in the file, numbered from one
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
	err = l.refresh()
	l.number = uint32(len(l.events))
	return l, err
}

// refresh reads what has been added to the file, by this server and by others.
func (l *eventLog) refresh() error {
	added, err := io.ReadAll(io.NewSectionReader(l.file, l.read, 1<<40))
	if err != nil {
		return err
	}
	for {
		line, rest, whole := bytes.Cut(added, []byte("\n"))
		if !whole { // somebody is writing it
			return nil
		}
		var e control.Event
		if err := json.Unmarshal(line, &e); err != nil {
			return err
		}
		if int(e.Number) != len(l.events)+1 {
			return errors.New("events are not numbered one after the other")
		}
		l.events = append(l.events, e)
		l.read += int64(len(line)) + 1
		added = rest
	}
}

// add makes the next event, keeps it and sends it. Events are sent in their order.
func (l *eventLog) add(size int, send func(control.Event) error) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.number++
	e := control.NewEvent(l.number, size)
	if l.file != nil {
		line, err := json.Marshal(e)
		if err != nil {
			return err
		}
		if _, err := l.file.Write(append(line, '\n')); err != nil {
			return err
		}
	}
	return send(e)
}

func (l *eventLog) last() uint32 {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.number
}

// after returns the events after that number.
func (l *eventLog) after(number uint32) ([]control.Event, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.file == nil {
		return nil, errors.New("events are not kept")
	}
	if err := l.refresh(); err != nil {
		return nil, err
	}
	return l.events[min(int(number), len(l.events)):len(l.events):len(l.events)], nil
}
