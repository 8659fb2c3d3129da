# Completion of tencentcloud for PowerShell: the program itself knows the candidates.
Register-ArgumentCompleter -Native -CommandName tencentcloud -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $words = @($commandAst.CommandElements | Select-Object -Skip 1 | ForEach-Object { $_.ToString() })
    if ($wordToComplete -eq '') { $words += '""' }
    $program = $commandAst.CommandElements[0].ToString()
    & $program __complete -- @words 2>$null | ForEach-Object {
        $parts = $_ -split "`t", 2
        $doc = if ($parts.Count -gt 1 -and $parts[1]) { $parts[1] } else { $parts[0] }
        [System.Management.Automation.CompletionResult]::new($parts[0], $parts[0], 'ParameterValue', $doc)
    }
}
