//go:build linux

package main

import (
	"fmt"
	"io"
	"strings"
)

// goal is something that was promised, and what came of it.
type goal struct {
	What     string `json:"what"`
	Goal     string `json:"goal"`
	Measured string `json:"measured"`
	Met      bool   `json:"met"`
}

// judge compares what was measured with the goals. Only processor time, memory, counts and what the server itself
// decides are judged; delays are, where they are the goal, against others of the same minute.
func (b *bench) judge() {
	b.atMost("memory of an idle connection, epoll", 2, "KB", "memory", "echo (epoll)", "KB/conn collected")
	b.atMost("memory of an idle connection, portable", 8, "KB", "memory", "echo (portable)", "KB/conn collected")
	for _, row := range []string{"echo", "echo (epoll)"} {
		b.atMost("connect: handshake, CONNECT, join", 150, "µs CPU", "memory", row, "connect CPU µs")
	}
	for _, size := range b.rooms {
		paced, burst := pacedTable(b.clients(size)), burstTable(b.clients(size))
		b.atMost(fmt.Sprintf("CPU of a delivery, one at a time, to %d: Echo ÷ bare writes", size), 1.1, "", paced, "echo", "÷ floor, median")
		b.atMost(fmt.Sprintf("CPU of a million deliveries, bursts, to %d", size), 1, "s", burst, "echo", "CPU s/M")
		if size >= 10_000 {
			b.burstsAgainstNode(size, burst)
		}
	}
	if before, ok := b.value("slow", slowBefore, slowP99); ok {
		after, _ := b.value("slow", slowAfter, slowP99)
		beside, _ := b.value("slow", slowBeside, slowP99)
		b.goal("p99 of the others beside a tenth that never reads", "within 10 %",
			fmt.Sprintf("%s ms; alone %s before, %s after", number(beside), number(before), number(after)), beside <= 1.1*max(before, after))
	}
	b.atMost("memory that those take who never read", 64, "MB", "slow", slowBeside, "growth MB")
	b.atMost("until all that never read are closed", 20, "s", "slow", slowBeside, "seconds until all were closed")
	b.atMost("until 5,000 clients of a killed server are back and complete", 10, "s", "storm", "echo", "seconds until all are back and complete")
	b.atMost("events missed by them", 0, "", "storm", "echo", "missed")
	b.atMost("50,000 connections over three processes", 150, "MB", "many", "together", "RSS MB after that")
	b.atMost("50,000 connections, idle", 5, "% of a core", "many", "together", "idle % of a core")
	b.atMost("an event to the clients of another server comes later, median", 3, "ms", "nodes", "clients of the other", "p50 later by ms")
	b.atMost("events missed there when Redis was away", 0, "", "nodes", "the other's, Redis back", "missed")
}

func (b *bench) goal(what, limit, measured string, met bool) {
	b.goals = append(b.goals, goal{what, limit, measured, met})
}

// atMost judges a figure, if it was measured.
func (b *bench) atMost(what string, limit float64, unit, table, row, column string) {
	if v, ok := b.value(table, row, column); ok {
		b.goal(what, strings.TrimSpace("≤ "+number(limit)+" "+unit), strings.TrimSpace(number(v)+" "+unit), v <= limit)
	}
}

func (b *bench) burstsAgainstNode(size int, table string) {
	echo, ok := b.value(table, "echo", "deliveries/s")
	node, okNode := b.value(table, "node", "deliveries/s")
	if ok && okNode {
		b.goal(fmt.Sprintf("deliveries a second, bursts, to %d: Echo ÷ Node", size), "≥ 20",
			fmt.Sprintf("%.1f (%s ÷ %s)", echo/node, number(echo), number(node)), echo/node >= 20)
	}
}

func (b *bench) writeGoals(text io.Writer) {
	if len(b.goals) == 0 {
		return
	}
	fmt.Fprint(text, "| what | goal | measured | |\n|---|---|---|---|\n")
	for _, g := range b.goals {
		verdict := "met"
		if !g.Met {
			verdict = "**not met**"
		}
		fmt.Fprintf(text, "| %s | %s | %s | %s |\n", g.What, g.Goal, g.Measured, verdict)
	}
	fmt.Fprintln(text)
}
