-- Completion and checks of spec files in Neovim 0.11 or newer, with `vim.o.exrc = true` in your own
-- configuration. The schemas are those of .vscode/settings.json, so that there is one list of them.

local file = io.open(".vscode/settings.json")
if not file then
  return
end
local settings = vim.json.decode(file:read("*a"))
file:close()

vim.lsp.config("yamlls", {
  cmd = { "yaml-language-server", "--stdio" },
  filetypes = { "yaml" },
  root_markers = { ".git" },
  settings = {
    redhat = { telemetry = { enabled = false } },
    yaml = {
      schemas = settings["yaml.schemas"],
      schemaStore = { enable = false, url = "" },
      format = { enable = false },
    },
  },
})
vim.lsp.enable("yamlls")
