/** The signature: ripples over water around one small light. 120 px in empty states. */
export const EchoRing = ({ size = 120 }: { size?: number }) => (
  <svg aria-hidden="true" width={size} height={size} viewBox="0 0 120 120" fill="none">
    <g stroke="var(--accent)" strokeWidth="1.5">
      <path d="M44 84a16 16 0 0 1 32 0" strokeOpacity=".9" />
      <path d="M30 84a30 30 0 0 1 60 0" strokeOpacity=".55" />
      <path d="M16 84a44 44 0 0 1 88 0" strokeOpacity=".32" />
      <path d="M2 84a58 58 0 0 1 116 0" strokeOpacity=".16" />
    </g>
    <circle cx="60" cy="84" r="6" fill="var(--mention-bar)" />
    <g stroke="var(--line-2)" strokeWidth="1.5" strokeLinecap="round">
      <path d="M8 84h40M72 84h40" />
      <path d="M34 93h20M62 93h26" strokeOpacity=".7" />
      <path d="M50 102h20" strokeOpacity=".45" />
    </g>
  </svg>
);
