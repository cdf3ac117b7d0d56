package contract_test

import "maps"

// inside is the row of something in a workspace: what its seven members are answered is said, for others
// it does not exist.
func inside(members string) row { return row(members + " W W I U") }

// everyone is the row of what depends on nothing but being signed in.
const (
	everyone = row("ok ok ok ok ok ok ok ok ok I U")
	anyone   = row("ok ok ok ok ok ok ok ok ok ok ok") // open to the signed out
)

// everyRule is the matrix: each operation of the document, by resource.
func everyRule() map[string]rule {
	all := map[string]rule{}
	for _, part := range []map[string]rule{
		accountRules(),
		userRules(),
		workspaceRules(),
		groupRules(),
		inviteRules(),
		emojiRules(),
		channelRules(),
		messageRules(),
		actRules(),
		threadRules(),
		unsentRules(),
		adminRules(),
	} {
		maps.Copy(all, part)
	}
	return all
}

// The columns of inside:     owner admin member guest viewer bystander strayGuest

// readWorkspace is what all members may, also in an archived workspace.
func readWorkspace() rows {
	return rows{
		live:              inside("ok ok ok ok ok ok ok"),
		archivedWorkspace: inside("ok ok ok ok ok ok ok"),
		deletedWorkspace:  inside("W  W  W  W  W  W  W"),
	}
}

// inLiveWorkspace is what changes a workspace, so not an archived one: all who might are told so.
func inLiveWorkspace(alive, inArchived string) rows {
	return rows{live: inside(alive), archivedWorkspace: inside(inArchived), deletedWorkspace: inside("W W W W W W W")}
}

// readChannel is what all may who see a channel.
func readChannel() rows {
	return rows{
		public:   inside("ok ok ok ok ok ok C"),
		private:  inside("ok C  ok ok ok C  C"),
		direct:   inside("ok C  ok C  C  C  C"),
		group:    inside("ok C  ok ok C  C  C"),
		archived: inside("ok ok ok ok ok ok C"),
		deleted:  inside("C  C  C  C  C  C  C"),
		frozen:   inside("ok ok ok ok ok ok C"),
	}
}

// but returns the rows with some replaced.
func (r rows) but(others rows) rows {
	out := maps.Clone(r)
	maps.Copy(out, others)
	return out
}

// postInChannel is what members may who are no viewers.
func postInChannel() rows {
	return readChannel().but(rows{
		public:   inside("ok F  ok ok R  F  C"),
		private:  inside("ok C  ok ok R  C  C"),
		archived: inside("A  A  A  A  A  A  C"),
		frozen:   inside("Z  Z  Z  Z  Z  Z  C"),
	})
}

// manageChannel is what those may who run the channel or, if they see it, the workspace.
func manageChannel() rows {
	return rows{
		public:   inside("ok ok F  F  F  F  C"),
		private:  inside("ok C  F  F  F  C  C"),
		direct:   inside("F  C  F  C  C  C  C"),
		group:    inside("F  C  F  F  C  C  C"),
		archived: inside("A  A  F  F  F  F  C"),
		deleted:  inside("C  C  C  C  C  C  C"),
		frozen:   inside("Z  Z  F  F  F  F  C"),
	}
}

// evenArchived is manageChannel for what an archived channel allows.
func evenArchived() rows {
	return manageChannel().but(rows{archived: inside("ok ok F  F  F  F  C")})
}
