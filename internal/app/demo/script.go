package demo

// The made-up company: Harbour Works runs the ferries of an archipelago. What people say is put
// together from these lines by generate.go; {…} are filled from the lists at the end.

// person of the demo. The first two are user1 and user2, who can sign in.
type person struct{ username, name, title string }

func people() []person {
	return []person{
		{"user1", "Maya Lindqvist", "Product"},
		{"user2", "Tomas Berg", "Timetables"},
		{"ines", "Ines Okafor", "Communications"},
		{"ravi", "Ravi Kapoor", "Harbour operations"},
		{"jun", "Jun Watanabe", "Kiosks and signs"},
		{"elsa", "Elsa Nyström", "Design"},
		{"omar", "Omar Haddad", "Backend"},
		{"lena", "Lena Fischer", "Backend"},
		{"petra", "Petra Novák", "Help desk"},
		{"samuel", "Samuel Adeyemi", "Help desk"},
		{"aino", "Aino Virtanen", "Data"},
		{"diego", "Diego Ramos", "Mobile"},
		{"mei", "Mei Tanaka", "Research"},
		{"karl", "Karl Johansson", "Captain, line 3"},
	}
}

// place is a channel with what is talked about there.
type place struct {
	name, topic string
	private     bool
	with        []int // people by index; nobody means everybody
	share       int   // of all conversations, in parts
	openers     []string
	replies     []string
}

func places() []place {
	return []place{
		{name: "general", topic: "Everybody, everything that has no better place", share: 6, openers: []string{
			"Good morning from the {pier} side. {weather} today.", "Cake in the kitchen on the second floor, {person} has a birthday.",
			"Reminder: the office closes at 15:00 on {day}.", "The coffee machine is back. It now asks for your opinion of it.",
			"Who has the key to the bike room?", "Visitors from {town} today at {time}, please say hello.",
			"Photos from the winter swim are up. {person} did go in.",
		}, replies: small()},
		{name: "announcements", topic: "Few and important. Questions go to #general", share: 2, openers: []string{
			"**Winter timetable** starts on {day}. The full list of changes is on the intranet, the short one: line {line} leaves {n} minutes earlier.",
			"We carried **{big} passengers** last week, the most in any {month} so far. Thank you, everyone.",
			"New colleague: please welcome {person}, who joins on {day}.", "The pier at {pier} is closed for repairs until {day}. Boats use berth {n}.",
			"Fire drill on {day} at {time}. It takes about {n} minutes.",
		}, replies: []string{"Great news.", "Thank you for the early notice.", "Welcome!", "Noted, I will tell the crew."}},
		{name: "launch", topic: "Ferry timetable 2.0 goes live Thursday 09:00", share: 18, openers: []string{
			"Staging has the new winter timetable. I walked the {town} route end to end and only one thing is off: the {time} still shows the summer pier.",
			"The import of line {line} finished: {big} departures, {n} warnings. Warnings are all about {pier}.",
			"Can someone with a phone older than three years open the trip view? It is slow on mine.",
			"Load test from last night: {big} searches a minute, p99 {n}0 ms, no errors.",
			"I moved the switch-over to {time} so that the night boats are home.",
			"Checklist for Thursday:\n\n- [x] kiosks updated\n- [x] posters ordered\n- [ ] sign-off on the arrival board\n- [ ] phone line briefed",
			"The board at {pier} shows the right times but the wrong order. Looking at it.",
			"It comes from a stale override, so the fix is one line:\n\n```diff\n- pier: \"{pier} B\"\n+ pier: \"{pier} {n}\"   # winter berth\n```",
			"How do we tell people who bought a pass for the old line {line}?",
			"Kiosk screens are back on the wall and showing the right clock.",
		}, replies: []string{
			"On it.", "Nice catch. I can fix that before lunch.", "Confirmed on my side too.", "Works for me on both phones.",
			"That was the override from {month}. Removed it.", "Could you write down the steps? I cannot reproduce it.",
			"I would rather ship it on Thursday with a note than rush it today.", "Deployed to staging, please look again.",
			"Signed off ✅", "Let us ask {person}, they know the berth codes.", "Good. One note on the type size, otherwise ready.",
			"The old times are still cached on kiosk {n}. A restart helps.",
		}},
		{name: "design-reviews", topic: "Bring work that is half done", share: 9, openers: []string{
			"First sketch of the departure card. Time first, pier second, everything else small. Too bold?",
			"I tried the map without colours for the lines. Surprisingly readable.",
			"The empty state of the trip list: a drawing, or just one sentence?",
			"Contrast of the grey on paper is {n}.{n} to 1, so we can keep it for small text.",
			"New icons for wheelchair and bicycle. The bicycle looks like glasses at 16 px, I know.",
		}, replies: []string{
			"I like the calm of it.", "Could the time be a little larger than the pier?", "Try it with a long name, Skärgårdsstad breaks most things.",
			"Agreed. Less is more here.", "The second one, by far.", "What happens in the dark theme?", "It does look like glasses.",
		}},
		{name: "help-desk", topic: "Questions of passengers that need one of us", share: 14, openers: []string{
			"A passenger at {pier} says the machine took the money and printed nothing. Ticket {big}.",
			"Three calls about the {time} from {town} in ten minutes. Is it late?", "How do I refund a pass that was bought twice?",
			"Somebody left a cello on line {line}. It is at the desk now.", "The phone line had {n} people waiting at {time}. Normal again.",
			"A school class of {n}0 wants to go to {town} on {day}. Do we have to book them in?",
		}, replies: []string{
			"I can take this one.", "Refunded, and I wrote to them.", "Late by {n} minutes, ice at {pier}.", "Please send me the ticket number.",
			"Same answer as last week: page {n} of the handbook.", "The crew says it is theirs. The cello, I mean.", "Solved, thank you!",
		}},
		{name: "field-notes", topic: "Seen on the water", share: 7, openers: []string{
			"Line {line}, {time}: full boat, happy people, one seal.", "The new ramp at {pier} is steep at low water. Wheelchairs need a hand.",
			"Counted {big} passengers at {pier} between 7 and 9.", "Fog at {town}. We are slow but on our way.", "First ice between {town} and {pier}.",
		}, replies: []string{"Thank you, noted.", "A seal!", "I will raise the ramp with the harbour master.", "Stay safe out there."}},
		{name: "builds", topic: "What the machines say", with: []int{6, 7, 10, 11, 0, 1}, share: 12, openers: []string{
			"Build {big} passed in {n} min {n} s.", "Build {big} failed: `timetable/merge_test.go:1{n}` wants {n} departures, got {n}.",
			"Deployed `{big}` to staging.", "Nightly import: {big} rows, {n} skipped.",
		}, replies: []string{"Flaky, I run it again.", "Mine. Fixed in the next one.", "Green again."}},
		{name: "leads", topic: "Plans and money", private: true, with: []int{0, 1, 2, 3, 5}, share: 4, openers: []string{
			"Draft of the budget for {month} is in the folder. Questions until {day}, please.", "The council wants a later boat on line {line}. Cost is about {n}0,000 a year.",
			"Interviews on {day}: two for the help desk.", "I would like to move the kiosks into the next quarter.",
		}, replies: []string{"Fine by me.", "Let us talk on {day}.", "I need the numbers of last {month} for that.", "Agreed."}},
		{name: "random", topic: "Not about boats. Mostly", share: 8, openers: []string{
			"Is a hovercraft a boat?", "Found the best cardamom buns in {town}. Not telling where.", "What are you all reading?",
			"My neighbour's cat commutes on line {line}. Alone. The crew knows its stop.", "Lunch at {time}? Soup day.", "🐟",
		}, replies: append(small(), "No. Yes. It depends.", "It pays no fare, though.", "We need to talk about the buns.", "😂", "🙌")},
	}
}

func small() []string {
	return []string{
		"Thanks!", "Good to know.", "👍", "On my way.", "Count me in.", "Ha, lovely.", "Same here.", "I will bring some.",
		"That is the best news of the {day}.", "See you there.",
	}
}

// chats are lines of direct messages.
func chats() []string {
	return []string{
		"Do you have ten minutes before {time}?", "Sure, I am at {pier} until {time}.", "Sent you the draft.", "Read it, I like it. Two small notes inside.",
		"Thank you for yesterday.", "Can you cover the phone on {day}?", "Yes, swap for {day}?", "Deal.", "How was {town}?", "Cold and beautiful.",
		"Could you look at build {big}? I am stuck.", "It is the time zone again.", "Of course it is.", "👍", "Lunch?",
	}
}

func fillings() map[string][]string {
	return map[string][]string{
		"pier":    {"Strömkajen", "Slussen", "Nybroplan", "Vaxholm", "Saltsjöqvarn", "Klarakajen"},
		"town":    {"Vaxholm", "Sandhamn", "Grinda", "Utö", "Möja", "Finnhamn", "Dalarö"},
		"day":     {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday"},
		"month":   {"September", "October", "November", "spring"},
		"time":    {"6:40", "8:15", "9:30", "11:05", "12:30", "14:20", "17:40", "18:55"},
		"weather": {"Fog", "Clear sky", "Light snow", "Strong wind from the east", "Sun, for once"},
		"line":    {"1", "2", "3", "5", "7", "80"},
	}
}
