import { queryOptions, useQuery } from "@tanstack/react-query";
import { people } from "@/api/account";
import { keys } from "@/api/keys";
import { learn, update } from "@/realtime";

export const personQuery = (id: string) =>
  queryOptions({
    queryKey: keys.person(id),
    queryFn: async () => {
      const person = await people.get(id);
      update((state) => learn(state, [person]));
      return person;
    },
    staleTime: 30_000,
  });

/** Somebody's whole profile; how they are goes into what the lists show too. */
export const usePerson = (id: string) => useQuery(personQuery(id));
