"""Where the programs are that handout is measured beside."""
import shutil


def pandoc_path():
    """pandoc of `pip install pypandoc_binary`, else that on the PATH; none without either."""
    try:
        import pypandoc
        return pypandoc.get_pandoc_path()
    except (ImportError, OSError):
        return shutil.which("pandoc")
