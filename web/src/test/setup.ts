import { cleanup } from "@testing-library/react";
import { afterEach } from "vitest";

afterEach(cleanup);

// Tests draw parts of the app by themselves, without what would have brought their texts.
import.meta.glob("../lib/i18n/en/later/*.ts", { eager: true });
