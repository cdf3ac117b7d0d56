import { useLocation, useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";

/**
 * The token that a link of a mail carries behind its #. It is taken out of the address bar at once, so that it stays
 * neither in the history nor in a picture of the screen.
 */
export function useLinkToken(): string {
  const hash = useLocation({ select: (location) => location.hash });
  const navigate = useNavigate();
  const [token, setToken] = useState(hash);
  useEffect(() => {
    if (!hash) return;
    setToken(hash);
    void navigate({ to: ".", hash: "", replace: true });
  }, [hash, navigate]);
  return token;
}
