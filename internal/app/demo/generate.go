// Package demo makes a workspace that looks lived in, for people who try Echo: the same seed and time
// make the same data.
package demo

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"sort"
	"strconv"
	"time"
)

// How much there is.
const (
	weeks         = 8
	conversations = 1500 // of a few messages each, over all channels
)

// line is one message of a channel: who, what, when. People are indices into people().
type line struct {
	by   int
	text string
	at   time.Time
}

// generator makes up what people said in the weeks before now.
type generator struct {
	rnd  *rand.Rand
	now  time.Time
	fill map[string][]string
}

func newGenerator(seed uint64, now time.Time) *generator {
	return &generator{rnd: rand.New(rand.NewPCG(seed, seed)), now: now, fill: fillings()} //nolint:gosec // not a secret, must repeat
}

// channel makes the history of a place, oldest first.
func (g *generator) channel(p place, share float64) []line {
	var out []line
	for range int(share * conversations) {
		out = append(out, g.conversation(p, g.workTime())...)
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].at.Before(out[j].at) })
	return out
}

// conversation is an opener and a few answers within minutes.
func (g *generator) conversation(p place, at time.Time) []line {
	out := []line{{g.somebody(p.with), g.say(p.openers), at}}
	for range g.rnd.IntN(6) {
		at = at.Add(time.Duration(20+g.rnd.IntN(400)) * time.Second)
		if at.After(g.now) {
			break
		}
		out = append(out, line{g.somebody(p.with), g.say(p.replies), at})
	}
	return out
}

// chat is what two people wrote to each other.
func (g *generator) chat(a, b, n int) []line {
	var out []line
	for range n {
		by := a
		if g.rnd.IntN(2) == 0 {
			by = b
		}
		out = append(out, line{by, g.say(chats()), g.workTime()})
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].at.Before(out[j].at) })
	return out
}

func (g *generator) somebody(of []int) int {
	if len(of) == 0 {
		return g.rnd.IntN(len(people()))
	}
	return of[g.rnd.IntN(len(of))]
}

// workTime is a moment of the last weeks when people are at work; more of the recent ones.
func (g *generator) workTime() time.Time {
	for {
		back := g.rnd.Float64()
		days := int(back * back * weeks * 7)
		t := g.now.AddDate(0, 0, -days).Truncate(24 * time.Hour).Add(7*time.Hour + time.Duration(g.rnd.IntN(11*3600))*time.Second)
		if wd := t.Weekday(); wd != time.Saturday && wd != time.Sunday && t.Before(g.now.Add(-time.Minute)) {
			return t
		}
		if days == 0 {
			// The day has only begun, or is a weekend: take the hours before now.
			return g.now.Add(-time.Duration(1+g.rnd.IntN(600)) * time.Minute)
		}
	}
}

var slot = regexp.MustCompile(`\{[a-z]+\}`)

// say picks a line and fills its slots.
func (g *generator) say(lines []string) string {
	return slot.ReplaceAllStringFunc(lines[g.rnd.IntN(len(lines))], func(s string) string {
		switch name := s[1 : len(s)-1]; name {
		case "n":
			return strconv.Itoa(2 + g.rnd.IntN(7))
		case "big":
			return fmt.Sprint(1000 + g.rnd.IntN(9000))
		case "person":
			p := people()
			return p[2+g.rnd.IntN(len(p)-2)].name
		default:
			return g.fill[name][g.rnd.IntN(len(g.fill[name]))]
		}
	})
}
