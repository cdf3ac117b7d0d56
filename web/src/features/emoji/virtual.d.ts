declare module "virtual:emoji-table" {
  const url: string;
  export default url;
}
