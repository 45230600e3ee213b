/** Says that something is validated; "check stock" asks for something else. */
export function speaksOfValidation(text: string): boolean {
  return /valid|verif|검증|유효/i.test(text);
}
