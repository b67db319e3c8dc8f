" Vim and Neovim: put this file into `compiler/` below your runtime path, such as
" ~/.vim/compiler/ekslint.vim or ~/.config/nvim/compiler/ekslint.vim. Then `:compiler ekslint` and
" `:make` fill the quickfix list.
if exists("current_compiler")
  finish
endif
let current_compiler = "ekslint"

CompilerSet makeprg=ekslint\ check\ --quiet\ --output\ concise\ --color\ never
CompilerSet errorformat=%f:%l:%c:\ %trror[%o]\ %m
CompilerSet errorformat+=%f:%l:%c:\ %tarning[%o]\ %m
CompilerSet errorformat+=%f:%l:%c:\ %tnfo[%o]\ %m
CompilerSet errorformat+=%-G%.%#
