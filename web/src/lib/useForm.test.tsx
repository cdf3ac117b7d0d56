import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { ApiError } from "@/api/problem";
import { TextField } from "@/design/ui/Field";
import { useForm } from "./useForm";

const problem = (given: object) =>
  new ApiError({ type: "", title: "", status: 400, detail: "Not today.", code: "other", ...given });

function Form({ submit }: { submit: (values: { email: string }) => Promise<void> }) {
  const { field, form, failure } = useForm({
    initial: { email: "" },
    validate: ({ email }) => (email ? {} : { email: "Enter it." }),
    fieldOf: { email_taken: "email" },
    submit,
  });
  return (
    <form {...form}>
      {failure && <p role="alert">{failure}</p>}
      <TextField {...field("email")} label="Email" />
      <button type="submit">Go</button>
    </form>
  );
}

const type = (text: string) => fireEvent.change(screen.getByLabelText("Email"), { target: { value: text } });
const send = () => fireEvent.click(screen.getByText("Go"));

test("a fault is shown when the form is sent, not before, and goes when mended", () => {
  const submit = vi.fn();
  render(<Form submit={submit} />);
  expect(screen.queryByText("Enter it.")).toBeNull();
  send();
  expect(screen.getByText("Enter it.")).toBeTruthy();
  expect(screen.getByLabelText("Email").getAttribute("aria-invalid")).toBe("true");
  expect(submit).not.toHaveBeenCalled();
  type("maya@harbour.works");
  expect(screen.queryByText("Enter it.")).toBeNull();
});

test.each([
  [
    "named by its field",
    problem({ code: "validation_failed", errors: [{ field: "email", message: "Too odd." }] }),
    "Too odd.",
  ],
  ["known by its code", problem({ code: "email_taken" }), "There is already an account with this email."],
])("a refusal %s is shown at the field", async (_, error, text) => {
  render(<Form submit={() => Promise.reject(error)} />);
  type("maya@harbour.works");
  send();
  await waitFor(() => expect(screen.getByText(text)).toBeTruthy());
  expect(screen.queryByRole("alert")).toBeNull();
});

test("any other refusal stands above the form", async () => {
  render(<Form submit={() => Promise.reject(problem({}))} />);
  type("maya@harbour.works");
  send();
  await waitFor(() => expect(screen.getByRole("alert").textContent).toBe("Not today."));
});
