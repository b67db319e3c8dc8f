-- Neovim with nvim-lint (github.com/mfussenegger/nvim-lint): what is in the buffer is checked in its
-- project, saved or not. Needs a version of nvim-lint that has `for_sarif` and takes relative paths
-- (August 2026 or newer), which needs Neovim 0.10 for them. Call it from your init.lua.
local lint = require("lint")

-- The folder that paths in SARIF are relative to: that of the repository, or else the working
-- directory.
local function root(file)
  local folder = vim.fn.fnamemodify(file, ":p:h")
  local dot_git = vim.fn.finddir(".git", folder .. ";")
  if dot_git == "" then
    dot_git = vim.fn.findfile(".git", folder .. ";")
  end
  if dot_git == "" then
    return vim.fn.getcwd()
  end
  local path = vim.fn.fnamemodify(dot_git, ":p"):gsub("/$", "")
  return vim.fn.fnamemodify(path, ":h")
end

lint.linters.ekslint = function()
  local file = vim.api.nvim_buf_get_name(0)
  return {
    name = "ekslint",
    cmd = "ekslint",
    stdin = true,
    cwd = root(file),
    args = { "check", "--quiet", "--output", "sarif", "--stdin-filename", file, "-" },
    ignore_exitcode = true,
    parser = require("lint.parser").for_sarif({ source = "ekslint" }),
  }
end

lint.linters_by_ft.terraform = { "ekslint" }
lint.linters_by_ft.yaml = { "ekslint" }
