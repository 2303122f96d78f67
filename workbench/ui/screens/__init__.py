"""One file for each screen, run by Streamlit as a script."""
