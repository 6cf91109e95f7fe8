using System.ComponentModel;
using System.Runtime.InteropServices;

namespace BigData.Delta.Storage;

/// <summary>What .NET lacks: publishing a file under a new name so that exactly one of several writers wins, and syncing a folder.</summary>
/// <remarks><c>File.Move</c> without overwriting is a check followed by a rename on Unix, which several writers can all win.</remarks>
internal static partial class NativeFiles
{
    private const int FileExists = 17;
    private const int ErrorFileExists = 80;
    private const int ErrorAlreadyExists = 183;
    private const uint MoveWriteThrough = 8;

    /// <summary>Gives the file its final name. The temporary name may still exist afterwards.</summary>
    /// <returns>False when the final name is taken.</returns>
    /// <exception cref="Win32Exception">The system refused, for example because the file system has no hard links.</exception>
    public static bool TryPublish(string temporary, string final)
    {
        if (OperatingSystem.IsWindows())
        {
            if (MoveFileEx(temporary, final, MoveWriteThrough))
            {
                return true;
            }

            int error = Marshal.GetLastPInvokeError();
            return error is ErrorFileExists or ErrorAlreadyExists ? false : throw new Win32Exception(error);
        }

        if (Link(temporary, final) == 0)
        {
            return true;
        }

        int errno = Marshal.GetLastPInvokeError();
        return errno == FileExists ? false : throw new Win32Exception(errno);
    }

    /// <summary>Makes names in a folder durable. Windows needs and offers no such call.</summary>
    public static void SyncFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        int descriptor = Open(folder, 0);
        if (descriptor >= 0)
        {
            // A file system that cannot sync folders says EINVAL; there is nothing better to do then.
            _ = Fsync(descriptor);
            _ = Close(descriptor);
        }
    }

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Link(string existing, string created);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Fsync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Close(int descriptor);

    [LibraryImport("kernel32", EntryPoint = "MoveFileExW", SetLastError = true, StringMarshalling = StringMarshalling.Utf16)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool MoveFileEx(string existing, string created, uint flags);
}
