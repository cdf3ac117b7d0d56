export const thread = {
  "thread.title": "Tråd",
  "thread.close": "Stäng tråden",
  "thread.back": "Tillbaka till kanalen",
  "thread.follow": "Följ tråden",
  "thread.unfollow": "Sluta följa tråden",
  "thread.list": (channel: string) => `Tråd i ${channel}`,
  "thread.also": (channel: string) => `Skicka även till ${channel}`,
  "thread.resize": "Trådens bredd",
  "thread.gone": "Tråden finns inte längre",
  "thread.gone.text": "Meddelandet den började med finns inte kvar, eller så får du inte läsa det.",
};
