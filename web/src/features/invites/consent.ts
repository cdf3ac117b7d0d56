/**
 * Someone without an account who chose to join by an invitation has agreed to it before signing up: the invitation is
 * then accepted without a second question. Kept in memory, so that a mere link can never join anybody.
 */
let agreedTo: string | null = null;

export const agree = (token: string) => {
  agreedTo = token;
};

/** Whether the person agreed to this invitation; asking uses the consent up. */
export function takeConsent(token: string): boolean {
  const agreed = agreedTo === token;
  agreedTo = null;
  return agreed;
}
