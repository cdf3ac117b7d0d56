import { useEffect, useState } from "react";

/** An address under which a file of this device can be shown, for as long as it is. */
export function useObjectUrl(file: File | null): string | null {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    const made = file && URL.createObjectURL(file);
    setUrl(made);
    return () => (made ? URL.revokeObjectURL(made) : undefined);
  }, [file]);
  return url;
}
