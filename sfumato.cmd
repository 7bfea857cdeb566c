@echo off
rem Starts Sfumato. Builds it first, with Maven, when it is new or its sources have changed; later
rem starts need Java only. The working directory stays the caller's.
setlocal EnableExtensions DisableDelayedExpansion
set "home=%~dp0"
if "%home:~-1%"=="\" set "home=%home:~0,-1%"
set "app=%home%\kernel-ext\target\app"

set "java=java"
if not defined JAVA_HOME goto findjava
set "java=%JAVA_HOME%\bin\java.exe"
if exist "%java%" goto version
echo sfumato: JAVA_HOME is %JAVA_HOME%, but there is no bin\java.exe in it 1>&2
exit /b 1
:findjava
where java >nul 2>nul
if not errorlevel 1 goto version
echo sfumato: there is no Java; install a JDK of version 17 or newer 1>&2
exit /b 1

:version
set "version="
for /f "tokens=3" %%v in ('call "%java%" -version 2^>^&1 ^| findstr /c:" version "') do if not defined version set "version=%%~v"
for /f "delims=.-+" %%m in ("%version%") do set "major=%%m"
if not defined major (
  echo sfumato: cannot tell the version of %java% 1>&2
  exit /b 1
)
if %major% LSS 17 (
  echo sfumato: Java %version% is too old; install a JDK of version 17 or newer, or set JAVA_HOME to one 1>&2
  exit /b 1
)

powershell -NoProfile -Command "$s='%app%\built'; if(!(Test-Path -LiteralPath $s)){exit 1}; $t=(Get-Item -LiteralPath $s).LastWriteTime; $n=Get-ChildItem -Path '%home%\pom.xml','%home%\*\pom.xml','%home%\*\src\main' -Recurse -File | Where-Object {$_.LastWriteTime -gt $t} | Select-Object -First 1; if($n){exit 1}"
if not errorlevel 1 goto start
where mvn >nul 2>nul
if not errorlevel 1 goto build
echo sfumato: Maven is needed to build on the first use; install mvn and put it on the PATH 1>&2
exit /b 1
:build
echo sfumato: building (the first time Maven also downloads the libraries, some 200 MB) ... 1>&2
if exist "%app%" rmdir /s /q "%app%"
if not exist "%home%\kernel-ext\target" mkdir "%home%\kernel-ext\target"
del /q "%home%\kernel-ext\target\*.jsa" 2>nul
pushd "%home%"
call mvn -q -B -DskipTests -pl kernel-ext -am package > "%home%\kernel-ext\target\build.log" 2>&1
set "built=%errorlevel%"
popd
if "%built%"=="0" goto stamp
type "%home%\kernel-ext\target\build.log" 1>&2
echo sfumato: the build failed; all of it is in %home%\kernel-ext\target\build.log 1>&2
exit /b 1
:stamp
type nul > "%app%\built"

:start
set "shared="
set "path_=%app%\*"
echo ;%*; | findstr /c:"--allow-download" >nul && set "SFUMATO_ALLOW_DOWNLOAD=1"
if "%SFUMATO_ALLOW_DOWNLOAD%"=="1" goto download
rem Class data is shared only with a class path that is spelt out, jar by jar.
set "path_="
setlocal EnableDelayedExpansion
for %%j in ("%app%\*.jar") do set "path_=!path_!;%%~fj"
endlocal & set "path_=%path_:~1%"
goto archive
:download
rem An engine that may download its library must not find the bundled one.
set "path_="
setlocal EnableDelayedExpansion
for %%j in ("%app%\*.jar") do (
  set "name=%%~nj"
  if /i not "!name:~0,18!"=="pytorch-native-cpu" set "path_=!path_!;%%~fj"
)
endlocal & set "path_=%path_:~1%"
:go
set "OPT_OUT_TRACKING=true"
rem The class path is longer than a command line may be, so it goes through the environment.
set "CLASSPATH=%path_%"
"%java%" "@%app%\java.options" %shared% %SFUMATO_JAVA_OPTS% org.sfumato.kernel.Sfumato %*
exit /b %errorlevel%

:archive
rem Java starts twice as fast from an archive of the classes that a cell needs. Java may crash on one
rem that was cut, so it comes to its place in one step, when it is whole and Java has accepted it.
set "archive=%home%\kernel-ext\target\classes-%version%.jsa"
if exist "%archive%" goto share
set "OPT_OUT_TRACKING=true"
set "CLASSPATH=%path_%"
set "made=%archive%.%RANDOM%%RANDOM%"
"%java%" "@%app%\java.options" "-XX:ArchiveClassesAtExit=%made%" org.sfumato.kernel.Sfumato eval -e "Stream.of(1, 2).toList()" >nul 2>nul <nul
if not "%errorlevel%"=="0" goto unmade
"%java%" "@%app%\java.options" -Xshare:on "-XX:SharedArchiveFile=%made%" -version >nul 2>nul <nul
if not "%errorlevel%"=="0" goto unmade
move /y "%made%" "%archive%" >nul 2>nul
:unmade
if exist "%made%" del /f /q "%made%" >nul 2>nul
:share
if exist "%archive%" set shared="-XX:SharedArchiveFile=%archive%"
goto go
