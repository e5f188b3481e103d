"""Finds the programs that handout is compared with."""
import shutil


def pandoc_path():
    """Returns the path of pandoc from `pip install pypandoc_binary`, else from the PATH, else None."""
    try:
        import pypandoc
        return pypandoc.get_pandoc_path()
    except (ImportError, OSError):
        return shutil.which("pandoc")
