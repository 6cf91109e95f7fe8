@echo off
rem Builds the jobs in Release when a source is newer than the built program, then runs the program with all arguments.
setlocal
set "root=%~dp0"
set "program=%root%artifacts\bin\BigData.Jobs\release\bigdata.exe"
set "stamp=%root%artifacts\bin\BigData.Jobs\release\.built"
powershell -NoProfile -Command "if (-not (Test-Path '%program%') -or -not (Test-Path '%stamp%')) { exit 1 }; $built = (Get-Item '%stamp%').LastWriteTimeUtc; $new = Get-ChildItem '%root%lib','%root%jobs','%root%docs\guide','%root%Directory.*','%root%global.json' -Recurse -File -Include *.cs,*.csproj,*.proto,*.props,*.targets,*.json,*.tsv,*.css,*.md | Where-Object { $_.LastWriteTimeUtc -gt $built } | Select-Object -First 1; if ($new) { exit 1 }"
if not errorlevel 1 goto run
where dotnet >nul 2>nul
if errorlevel 1 (
  echo bigdata: the .NET SDK 10 is needed, command 'dotnet' not found; see https://dot.net 1>&2
  exit /b 1
)
set "log=%TEMP%\bigdata-build-%RANDOM%.log"
set "started=%TEMP%\bigdata-started-%RANDOM%"
type nul > "%started%"
dotnet build "%root%jobs\BigData.Jobs" -c Release -v quiet -nologo -clp:NoSummary -p:RunAnalyzers=false > "%log%" 2>&1
if errorlevel 1 (
  type "%log%" 1>&2
  del "%log%" "%started%"
  echo bigdata: the build failed 1>&2
  exit /b 1
)
del "%log%"
move /y "%started%" "%stamp%" >nul
:run
"%program%" %*
exit /b %errorlevel%
