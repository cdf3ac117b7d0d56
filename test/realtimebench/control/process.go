package control

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"time"
)

// Process is a started process that answers commands. Its methods are for one goroutine at a time.
type Process struct {
	cmd     *exec.Cmd
	in      io.WriteCloser
	answers chan []byte
}

// Start starts a process, waits until it is ready and fills in what it says then.
func Start(ctx context.Context, ready any, name string, args ...string) (*Process, error) {
	cmd := exec.Command(name, args...) // it ends with its standard input, or by Kill
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	p := &Process{cmd: cmd, in: in, answers: make(chan []byte, 1)}
	go func() {
		defer close(p.answers)
		for r := bufio.NewReader(out); ; {
			line, err := r.ReadBytes('\n')
			if err != nil {
				return
			}
			p.answers <- line
		}
	}()
	if err := p.receive(ctx, ready); err != nil {
		p.Kill()
		return nil, fmt.Errorf("start %s %v: %w", name, args, err)
	}
	return p, nil
}

// PID is the process's id.
func (p *Process) PID() int { return p.cmd.Process.Pid }

// Call gives a command and waits for the answer. After an error of the context the process is of no use any more.
func (p *Process) Call(ctx context.Context, name string, args, result any) error {
	raw, err := json.Marshal(args)
	if err != nil {
		return err
	}
	line, err := json.Marshal(command{Name: name, Args: raw})
	if err != nil {
		return err
	}
	if _, err := p.in.Write(append(line, '\n')); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	if err := p.receive(ctx, result); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

func (p *Process) receive(ctx context.Context, result any) error {
	select {
	case line, ok := <-p.answers:
		if !ok {
			return errors.New("the process has ended")
		}
		var a answer
		if err := json.Unmarshal(line, &a); err != nil {
			return fmt.Errorf("answer %q: %w", line, err)
		}
		if a.Error != "" {
			return errors.New(a.Error)
		}
		if result == nil {
			return nil
		}
		return json.Unmarshal(a.Result, result)
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Kill ends the process as kill -9 does.
func (p *Process) Kill() {
	_ = p.cmd.Process.Kill()
	p.wait()
}

// Close ends the process's input, upon which it ends, and kills it if it has not done so in a while.
func (p *Process) Close() {
	_ = p.in.Close()
	grace := time.AfterFunc(5*time.Second, func() { _ = p.cmd.Process.Kill() })
	defer grace.Stop()
	p.wait()
}

func (p *Process) wait() {
	for range p.answers { // until its output ends
	}
	_ = p.cmd.Wait()
}
