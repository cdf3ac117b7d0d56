import { expect, test } from "vitest";
import { authorOf, channelOf, membershipOf } from "@/test/factories";
import { directPartners } from "./acquaintance";

const direct = (lastActivityAt: string | null, ...names: string[]) =>
  channelOf({ id: names.join(), type: "direct", lastActivityAt, members: ["maya", ...names].map(authorOf) });

test("they are the others of conversations in twos, each once", () => {
  const workspace = membershipOf(
    channelOf(),
    direct(null, "tomas"),
    direct(null, "tomas", "ines"),
    direct("2026-11-18T09:00:00Z", "jun"),
    direct(null),
  );
  expect(directPartners(workspace, "maya")).toEqual(["jun", "tomas"]);
});

test("of very many, those one has talked to last", () => {
  const many = Array.from({ length: 30 }, (_, i) => direct(new Date(2026, 10, 1 + i).toISOString(), `p${10 + i}`));
  expect(directPartners(membershipOf(...many), "maya")).toEqual(many.slice(10).map(({ id }) => id));
});
