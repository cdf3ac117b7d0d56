// Package control is how the runner of the benchmark and the processes that it starts speak: a command a line, an answer
// a line, as JSON over the standard streams; and the work that all servers are told to do.
package control

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
)

type command struct {
	Name string          `json:"name"`
	Args json.RawMessage `json:"args,omitempty"`
}

type answer struct {
	Result json.RawMessage `json:"result,omitempty"`
	Error  string          `json:"error,omitempty"`
}

// Serve answers commands one after the other until in ends. The first answer, to no command, is ready.
func Serve(in io.Reader, out io.Writer, ready any, handle func(name string, args json.RawMessage) (any, error)) error {
	if err := reply(out, ready, nil); err != nil {
		return err
	}
	lines := bufio.NewScanner(in)
	for lines.Scan() {
		var c command
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			return fmt.Errorf("command %q: %w", lines.Text(), err)
		}
		result, err := handle(c.Name, c.Args)
		if err := reply(out, result, err); err != nil {
			return err
		}
	}
	return lines.Err()
}

func reply(out io.Writer, result any, failure error) error {
	var a answer
	if failure != nil {
		a.Error = failure.Error()
	} else {
		raw, err := json.Marshal(result)
		if err != nil {
			return err
		}
		a.Result = raw
	}
	line, err := json.Marshal(a)
	if err != nil {
		return err
	}
	_, err = out.Write(append(line, '\n'))
	return err
}

// Handler makes a handler of Serve out of a function with typed arguments.
func Handler[A, R any](fn func(args A) (R, error)) func(json.RawMessage) (any, error) {
	return func(raw json.RawMessage) (any, error) {
		var args A
		if len(raw) > 0 {
			if err := json.Unmarshal(raw, &args); err != nil {
				return nil, err
			}
		}
		return fn(args)
	}
}

// Handlers are those of a process, by the name of the command.
type Handlers map[string]func(json.RawMessage) (any, error)

// Handle calls the one that is asked for.
func (h Handlers) Handle(name string, args json.RawMessage) (any, error) {
	fn := h[name]
	if fn == nil {
		return nil, fmt.Errorf("no command %q", name)
	}
	return fn(args)
}
