# Completion of tencentcloud for fish: the program itself knows the candidates.
function __tencentcloud_complete
    set -l words (commandline -opc) (commandline -ct)
    $words[1] __complete -- $words[2..] 2>/dev/null
end
complete -c tencentcloud -a '(__tencentcloud_complete)'
